package io.switchgear.outbound;

import java.time.Clock;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;

/** Gates of background work for tests of what uses them. */
public final class Gates {

	private Gates() {
	}

	/** In front of a provider that has never refused anything. */
	public static BackgroundGate of(CircuitBreaker breaker, Clock clock) {
		return new BackgroundGate(breaker, new Backoff(clock), clock);
	}

}
