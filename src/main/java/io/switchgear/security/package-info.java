/** Who is calling, and what they may do. */
@NullMarked
package io.switchgear.security;

import org.jspecify.annotations.NullMarked;
