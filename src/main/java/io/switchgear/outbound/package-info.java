/** The stack that every provider call passes. */
@NullMarked
package io.switchgear.outbound;

import org.jspecify.annotations.NullMarked;
