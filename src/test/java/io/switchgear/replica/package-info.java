/** Several processes of the gateway on one database, and what is left when one dies. */
@NullMarked
package io.switchgear.replica;

import org.jspecify.annotations.NullMarked;
