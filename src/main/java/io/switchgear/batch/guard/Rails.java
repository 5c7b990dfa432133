package io.switchgear.batch.guard;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What a caller bounds a batch by. What is null bounds nothing.
 *
 * @param minItems the percentage of errors is of the items that were tried so far, and
 * counts once so many were tried
 * @param maxConcurrency how many items may be applied at once, over all replicas
 * @param notBefore when the first item may be applied
 */
public record Rails(@Nullable MaxErrors maxErrors, @Nullable Integer minItems, @Nullable Integer maxConcurrency,
		@Nullable Instant notBefore) {

	/** Bounds nothing. */
	public static final Rails NONE = new Rails(null, null, null, null);

}
