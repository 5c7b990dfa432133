package io.switchgear.outbound;

import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.scheduler.Scheduler;

/** The layers that every call to one provider passes. */
record OutboundStack(CircuitBreaker breaker, Retry retry, RetryBudget budget, Bulkhead bulkhead,
		Duration attemptTimeout, ProviderHealth health, Holds holds, ObservationRegistry observations, Clock clock,
		Scheduler scheduler, RandomGenerator random) {

	/** Outermost first. */
	WebClient.Builder around(WebClient.Builder http) {
		return http.filter(Observing.calls(observations)) // sees one logical call, its
															// retries inside
			.filter(new DeadlineKeeping(clock, scheduler)) // bounds everything below
			.filter(new Retrying(retry, budget, clock, scheduler, random)) // each attempt
																			// passes the
																			// layers
																			// below
			.filter(new Holding(holds)) // also stops what is between two attempts
			.filter(new CircuitBreaking(breaker, clock)) // counts attempts, not calls
			.filter(new ConcurrencyLimiting(bulkhead)) // a slot is held only while on the
														// wire, never in a pause
			.filter(Observing.attempts(observations)) // only what really goes out
			.filter(health)
			.filter(new AttemptTimingOut(attemptTimeout, clock, scheduler))
			.filter(new Classifying(clock)); // must be last: the layers above know no
												// other failure than CallFailed
	}

}
