package io.switchgear.outbound;

import java.time.Duration;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;

/** Counts attempts, and holds them back while the provider's breaker is open. */
final class CircuitBreaking implements ExchangeFilterFunction {

	private final CircuitBreaker breaker;

	CircuitBreaking(CircuitBreaker breaker) {
		this.breaker = breaker;
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		return next.exchange(request)
			.transformDeferred(CircuitBreakerOperator.of(breaker))
			.onErrorMap(CallNotPermittedException.class,
					(error) -> new CallFailed(
							new CallFailure.NotSent(CallFailure.NotSent.Reason.CIRCUIT_OPEN, openFor()),
							Call.of(request), error));
	}

	private Duration openFor() {
		return Duration.ofMillis(breaker.getCircuitBreakerConfig().getWaitIntervalFunctionInOpenState().apply(1));
	}

}
