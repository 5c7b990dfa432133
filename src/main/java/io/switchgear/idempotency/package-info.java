/** Repeats of a request that get the first one's answer. */
@NullMarked
package io.switchgear.idempotency;

import org.jspecify.annotations.NullMarked;
