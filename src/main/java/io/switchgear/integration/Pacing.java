package io.switchgear.integration;

import io.github.resilience4j.ratelimiter.RateLimiterRegistry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.switchgear.outbound.Holds;
import org.jspecify.annotations.Nullable;

/**
 * Keeps background work from a provider that is on hold, and batches at the rate that is
 * set for their provider.
 */
final class Pacing {

	private static final Duration WHILE_ON_HOLD = Duration.ofSeconds(1);

	private static final Duration BEYOND_THE_RATE = Duration.ofMillis(500);

	private final Holds holds;

	private final RateLimiterRegistry rates;

	private final Clock clock;

	Pacing(Holds holds, RateLimiterRegistry rates, Clock clock) {
		this.holds = holds;
		this.rates = rates;
		this.clock = clock;
	}

	/** When to look at the change again; null where it may be applied now. */
	@Nullable Instant notNow(Change change) {
		String provider = change.integration().provider();
		if (holds.of(provider).isPresent()) {
			return clock.instant().plus(WHILE_ON_HOLD);
		}
		if (change.batch() != null && !rates.rateLimiter(provider).acquirePermission()) {
			return clock.instant().plus(BEYOND_THE_RATE);
		}
		return null;
	}

}
