package io.switchgear.outbound;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Gives an attempt its own timeout or what is left of the deadline, whichever is less.
 */
final class AttemptTimingOut implements ExchangeFilterFunction {

	private final Duration timeout;

	private final Clock clock;

	private final Scheduler scheduler;

	AttemptTimingOut(Duration timeout, Clock clock, Scheduler scheduler) {
		this.timeout = timeout;
		this.clock = clock;
		this.scheduler = scheduler;
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		Call call = Call.of(request);
		Duration left = call.scope().remaining(clock);
		if (left.isZero()) {
			return Mono
				.error(new CallFailed(new CallFailure.NotSent(CallFailure.NotSent.Reason.DEADLINE, null), call, null));
		}
		call.scope().countRequest();
		return next.exchange(request)
			.timeout((left.compareTo(timeout) < 0) ? left : timeout, scheduler)
			.onErrorMap(TimeoutException.class, (error) -> new CallFailed(new CallFailure.Unanswered(), call, error));
	}

}
