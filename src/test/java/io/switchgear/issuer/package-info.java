/** The token issuer of the demonstration. */
@NullMarked
package io.switchgear.issuer;

import org.jspecify.annotations.NullMarked;
