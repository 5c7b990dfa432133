package io.switchgear.outbound;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;

/**
 * Lets background work in to a provider, as seen from this replica: none while the
 * circuit breaker is open or the provider wants to be left alone, one at a time until it
 * is known to be well again, and never more than the given number. So background work
 * leaves to callers who wait what a provider in trouble still serves.
 */
public final class BackgroundGate {

	private final CircuitBreaker breaker;

	private final Backoff backoff;

	private final Clock clock;

	private volatile Instant opened = Instant.MIN;

	private int inside;

	BackgroundGate(CircuitBreaker breaker, Backoff backoff, Clock clock) {
		this.breaker = breaker;
		this.backoff = backoff;
		this.clock = clock;
		breaker.getEventPublisher().onStateTransition((event) -> {
			if (event.getStateTransition().getToState() == State.OPEN) {
				opened = clock.instant();
			}
		});
	}

	/**
	 * Returns false if the work is not to be started now. Whoever was let in has to
	 * {@link #leave}.
	 * @param most how many may be inside at once
	 */
	public synchronized boolean enter(int most) {
		if (inside >= limit(most)) {
			return false;
		}
		inside++;
		return true;
	}

	public synchronized void leave() {
		inside--;
	}

	private int limit(int most) {
		if (backoff.isPausing()) {
			return 0;
		}
		return switch (breaker.getState()) {
			case OPEN -> isDueForTrial() ? 1 : 0;
			case FORCED_OPEN -> 0;
			case HALF_OPEN -> 1;
			case CLOSED, DISABLED, METRICS_ONLY -> backoff.isInDoubt() ? 1 : most;
		};
	}

	/** Without its own timer the breaker waits for a call to become half-open. */
	private boolean isDueForTrial() {
		Duration open = Duration
			.ofMillis(breaker.getCircuitBreakerConfig().getWaitIntervalFunctionInOpenState().apply(1));
		return !breaker.getCircuitBreakerConfig().isAutomaticTransitionFromOpenToHalfOpenEnabled()
				&& !clock.instant().isBefore(opened.plus(open));
	}

}
