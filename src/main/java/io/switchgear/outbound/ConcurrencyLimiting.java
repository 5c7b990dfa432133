package io.switchgear.outbound;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.reactor.bulkhead.operator.BulkheadOperator;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;

/**
 * Sheds what is over the limit at once; a slot is held only while an attempt is on the
 * wire.
 */
final class ConcurrencyLimiting implements ExchangeFilterFunction {

	private final Bulkhead bulkhead;

	ConcurrencyLimiting(Bulkhead bulkhead) {
		this.bulkhead = bulkhead;
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		return next.exchange(request)
			.transformDeferred(BulkheadOperator.of(bulkhead))
			.onErrorMap(BulkheadFullException.class,
					(error) -> new CallFailed(new CallFailure.NotSent(CallFailure.NotSent.Reason.BUSY, null),
							Call.of(request), error));
	}

}
