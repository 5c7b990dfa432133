package io.switchgear.change.background;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.random.RandomGenerator;

import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.switchgear.change.Change;
import io.switchgear.outbound.BackgroundGate;
import io.switchgear.outbound.Holds;
import org.jspecify.annotations.Nullable;

/**
 * Keeps background work from a provider that is on hold or in trouble, leaves threads to
 * the others, and keeps batches at the rate that is set for their provider. Each change
 * of a batch that has to wait gets a moment of its own, so that many that wait are not
 * looked at more often than the rate allows. Beyond a horizon moments are shared: they
 * are not given back by changes that are withdrawn, and nobody is to wait for those.
 */
final class Pacing {

	private static final Duration HORIZON = Duration.ofSeconds(30);

	private final Holds holds;

	private final Function<String, BackgroundGate> gates;

	private final int mostAtOnce;

	private final RateLimiterRegistry rates;

	private final Clock clock;

	private final RandomGenerator random;

	private final Map<String, Instant> lastTurns = new ConcurrentHashMap<>();

	/** At most that many changes of one provider are let in at once. */
	Pacing(Holds holds, Function<String, BackgroundGate> gates, int mostAtOnce, RateLimiterRegistry rates, Clock clock,
			RandomGenerator random) {
		this.holds = holds;
		this.gates = gates;
		this.mostAtOnce = mostAtOnce;
		this.rates = rates;
		this.clock = clock;
		this.random = random;
	}

	/**
	 * When to look at the change again; null if it may be applied now, and then
	 * {@link #leave} has to follow.
	 */
	@Nullable Instant notNow(Change change) {
		String provider = change.integration().provider();
		boolean inside = holds.of(provider).isEmpty() && gates.apply(provider).enter(mostAtOnce);
		if (change.batch() == null) {
			return inside ? null : change.nextLook(clock.instant());
		}
		if (inside && rates.rateLimiter(provider).acquirePermission()) {
			return null;
		}
		if (inside) {
			leave(change);
		}
		return nextTurn(provider);
	}

	/** The change has been tried, or was not started after all. */
	void leave(Change change) {
		gates.apply(change.integration().provider()).leave();
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
