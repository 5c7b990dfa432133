/** The gateway. */
@NullMarked
package io.switchgear;

import org.jspecify.annotations.NullMarked;
