package io.switchgear.outbound;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;

/**
 * Counts attempts, and holds them back while the provider's breaker is open. Who is held
 * back is told how long the breaker stays open still.
 */
final class CircuitBreaking implements ExchangeFilterFunction {

	// While probes are on their way: they may succeed at any moment.
	private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

	private final CircuitBreaker breaker;

	private final Clock clock;

	private volatile Instant openUntil = Instant.EPOCH;

	private int openings;

	CircuitBreaking(CircuitBreaker breaker, Clock clock) {
		this.breaker = breaker;
		this.clock = clock;
		breaker.getEventPublisher().onStateTransition((event) -> follow(event.getStateTransition()));
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		return next.exchange(request)
			.transformDeferred(CircuitBreakerOperator.of(breaker))
			.onErrorMap(CallNotPermittedException.class,
					(error) -> new CallFailed(
							new CallFailure.NotSent(CallFailure.NotSent.Reason.CIRCUIT_OPEN, stillOpenFor()),
							Call.of(request), error));
	}

	private synchronized void follow(CircuitBreaker.StateTransition transition) {
		if (transition.getToState() == CircuitBreaker.State.OPEN) {
			openings = (transition.getFromState() == CircuitBreaker.State.HALF_OPEN) ? openings + 1 : 1;
			openUntil = clock.instant()
				.plusMillis(breaker.getCircuitBreakerConfig().getWaitIntervalFunctionInOpenState().apply(openings));
		}
		else {
			openUntil = clock.instant();
		}
	}

	private Duration stillOpenFor() {
		Duration left = Duration.between(clock.instant(), openUntil);
		return (left.compareTo(SHORTEST_WAIT) < 0) ? SHORTEST_WAIT : left;
	}

}
