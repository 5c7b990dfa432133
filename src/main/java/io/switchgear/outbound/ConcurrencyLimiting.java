package io.switchgear.outbound;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.reactor.bulkhead.operator.BulkheadOperator;
import io.switchgear.outbound.CallFailure.NotSent.Reason;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;

/**
 * Sheds what is over the limit at once; a slot is held only while an attempt is on the
 * wire. Calls that only read have a smaller limit of their own within that of all, so
 * that however many there are, they leave slots for those that write.
 */
final class ConcurrencyLimiting implements ExchangeFilterFunction {

	private final Bulkhead all;

	private final Bulkhead reads;

	ConcurrencyLimiting(Bulkhead all, Bulkhead reads) {
		this.all = all;
		this.reads = reads;
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		Call call = Call.of(request);
		Mono<ClientResponse> attempt = next.exchange(request).transformDeferred(BulkheadOperator.of(all));
		return (call.scope().isReading() ? attempt.transformDeferred(BulkheadOperator.of(reads)) : attempt).onErrorMap(
				BulkheadFullException.class,
				(error) -> new CallFailed(new CallFailure.NotSent(Reason.BUSY, null), call, error));
	}

}
