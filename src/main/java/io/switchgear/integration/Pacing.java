package io.switchgear.integration;

import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

import io.switchgear.outbound.Holds;
import org.jspecify.annotations.Nullable;

/**
 * Keeps background work from a provider that is on hold, and batches at the rate that is
 * set for their provider. Each change of a batch that has to wait gets a moment of its
 * own, so that many that wait are not looked at more often than the rate allows. Beyond a
 * horizon moments are shared: they are not given back by changes that are withdrawn, and
 * nobody is to wait for those.
 */
final class Pacing {

	private static final Duration HORIZON = Duration.ofSeconds(30);

	private final Holds holds;

	private final RateLimiterRegistry rates;

	private final Clock clock;

	private final RandomGenerator random;

	private final Map<String, Instant> lastTurns = new ConcurrentHashMap<>();

	Pacing(Holds holds, RateLimiterRegistry rates, Clock clock, RandomGenerator random) {
		this.holds = holds;
		this.rates = rates;
		this.clock = clock;
		this.random = random;
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
		Instant now = clock.instant();
		Instant soonest = now.plus(rate.getLimitRefreshPeriod());
		Instant turn = lastTurns.merge(provider, soonest, (last, first) -> {
			Instant next = last.plus(gap);
			return next.isBefore(first) ? first : earlier(next, now.plus(HORIZON));
		});
		return turn.isBefore(now.plus(HORIZON)) ? turn : now.plus(shared());
	}

	private Duration shared() {
		return Duration.ofMillis(random.nextLong(HORIZON.toMillis() / 2, HORIZON.toMillis()));
	}

	private static Instant earlier(Instant one, Instant other) {
		return one.isBefore(other) ? one : other;
	}

}
