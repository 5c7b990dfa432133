/** How a change that has begun is applied at its provider, and what becomes of it. */
@NullMarked
package io.switchgear.change.apply;

import org.jspecify.annotations.NullMarked;
