/** Who is logged in, and with which tokens. */
@NullMarked
package io.switchgear.console.session;

import org.jspecify.annotations.NullMarked;
