package io.switchgear.outbound;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How a provider is doing, seen from this replica.
 *
 * @param circuitBreaker {@code closed}, {@code open} or {@code half_open}, or one of the
 * states an operator forces
 * @param lastSuccess when it last gave an answer that does not speak against it, null
 * since the start
 * @param lastFailure when it last failed, null since the start
 * @param lastFailureKind how it last failed
 */
public record Availability(String circuitBreaker, @Nullable Instant lastSuccess, @Nullable Instant lastFailure,
		@Nullable String lastFailureKind) {
}
