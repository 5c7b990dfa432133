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
 * Ends the call at its deadline, whatever the layers below are doing. An attempt ends by
 * itself at the same moment and is heard first, so that it counts as the failure it is.
 */
final class DeadlineKeeping implements ExchangeFilterFunction {

	private static final Duration GRACE = Duration.ofMillis(20);

	private final Clock clock;

	private final Scheduler scheduler;

	DeadlineKeeping(Clock clock, Scheduler scheduler) {
		this.clock = clock;
		this.scheduler = scheduler;
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		Call call = Call.of(request);
		return Mono.defer(() -> next.exchange(request).timeout(call.scope().remaining(clock).plus(GRACE), scheduler))
			.onErrorMap(TimeoutException.class, (error) -> new CallFailed(new CallFailure.Unanswered(), call, error));
	}

}
