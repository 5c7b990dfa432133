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
record OutboundStack(CircuitBreaker breaker, Retry retry, RetryBudget budget, Bulkhead bulkhead, Bulkhead reads,
		Duration attemptTimeout, ProviderHealth health, Holds holds, ObservationRegistry observations, Clock clock,
		Scheduler scheduler, RandomGenerator random) {

	/** Around a provider that says in the usual way how long to wait. */
	WebClient.Builder around(WebClient.Builder http) {
		return around(http, WaitHeaders.STANDARD);
	}

	/** Outermost first. */
	WebClient.Builder around(WebClient.Builder http, WaitHeaders waits) {
		return http
			// Sees one logical call, its retries inside.
			.filter(Observing.calls(observations))
			// Bounds everything below.
			.filter(new DeadlineKeeping(clock, scheduler))
			// Each attempt passes the layers below.
			.filter(new Retrying(retry, budget, clock, scheduler, random))
			// Within it, for at most the time after which each slot is free again.
			.filter(new SlotWaiting(bulkhead, attemptTimeout, clock, scheduler))
			// Also stops what is between two attempts, or waits.
			.filter(new Holding(holds))
			// Counts attempts, not calls.
			.filter(new CircuitBreaking(breaker, clock))
			// A slot is held only while on the wire, never in a pause.
			.filter(new ConcurrencyLimiting(bulkhead, reads))
			// Only what really goes out.
			.filter(Observing.attempts(observations))
			.filter(health)
			.filter(new AttemptTimingOut(attemptTimeout, clock, scheduler))
			// Must be last: the layers above know no other failure than CallFailed.
			.filter(new Classifying(waits, clock));
	}

}
