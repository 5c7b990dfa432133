package io.switchgear.integration;

import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.switchgear.outbound.Holds;
import org.jspecify.annotations.Nullable;

/**
 * Keeps background work from a provider that is on hold, and batches at the rate that is
 * set for their provider. Each change of a batch that has to wait gets a moment of its
 * own, so that ten thousand that wait are not looked at more often than the rate allows.
 */
final class Pacing {

	private final Holds holds;

	private final RateLimiterRegistry rates;

	private final Clock clock;

	private final Map<String, Instant> lastTurns = new ConcurrentHashMap<>();

	Pacing(Holds holds, RateLimiterRegistry rates, Clock clock) {
		this.holds = holds;
		this.rates = rates;
		this.clock = clock;
	}

	/** When to look at the change again; null where it may be applied now. */
	@Nullable Instant notNow(Change change) {
		String provider = change.integration().provider();
		boolean onHold = holds.of(provider).isPresent();
		if (change.batch() == null) {
			return onHold ? change.nextLook(clock.instant()) : null;
		}
		return (onHold || !rates.rateLimiter(provider).acquirePermission()) ? nextTurn(provider) : null;
	}

	private Instant nextTurn(String provider) {
		RateLimiterConfig rate = rates.rateLimiter(provider).getRateLimiterConfig();
		Duration gap = rate.getLimitRefreshPeriod().dividedBy(rate.getLimitForPeriod());
		Instant soonest = clock.instant().plus(rate.getLimitRefreshPeriod());
		return lastTurns.merge(provider, soonest, (last, first) -> {
			Instant next = last.plus(gap);
			return next.isBefore(first) ? first : next;
		});
	}

}
