/** Who is let in. */
@NullMarked
package io.switchgear.security;

import org.jspecify.annotations.NullMarked;
