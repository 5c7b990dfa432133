package io.switchgear.outbound;

import java.time.Duration;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.reactor.bulkhead.operator.BulkheadOperator;
import io.switchgear.outbound.CallFailure.NotSent.Reason;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/**
 * Sheds what finds no slot within a moment; a slot is held only while an attempt is on
 * the wire. Those that wait look again and again, which blocks no thread, and they are
 * few, since callers are limited before. Calls that only read have a smaller limit of
 * their own within that of all, so that however many there are, they leave slots for
 * those that write; they do not wait.
 */
final class ConcurrencyLimiting implements ExchangeFilterFunction {

	static final Duration LONGEST_WAIT = Duration.ofMillis(500);

	private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

	private final Bulkhead all;

	private final Bulkhead reads;

	private final Retry whileFull;

	ConcurrencyLimiting(Bulkhead all, Bulkhead reads, Scheduler scheduler) {
		this.all = all;
		this.reads = reads;
		this.whileFull = Retry.fixedDelay(LONGEST_WAIT.dividedBy(BETWEEN_LOOKS), BETWEEN_LOOKS)
			.scheduler(scheduler)
			.filter(BulkheadFullException.class::isInstance)
			.onRetryExhaustedThrow((looks, last) -> last.failure());
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		Call call = Call.of(request);
		Mono<ClientResponse> attempt = next.exchange(request).transformDeferred(BulkheadOperator.of(all));
		Mono<ClientResponse> limited = call.scope().isReading() ? attempt.transformDeferred(BulkheadOperator.of(reads))
				: attempt.retryWhen(whileFull);
		// Not repeated: that would use up the retries of calls that the provider failed
		return limited.onErrorMap(BulkheadFullException.class,
				(error) -> new CallFailed(new CallFailure.NotSent(Reason.BUSY, null), call, error).conclusive());
	}

}
