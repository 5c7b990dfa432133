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
 * Ends the call at its deadline, whatever the layers below are doing. They keep the
 * deadline by themselves and know more of what happened, so this one comes a little later
 * and is heard only if they fail to.
 */
final class DeadlineKeeping implements ExchangeFilterFunction {

	private static final Duration GRACE = Duration.ofMillis(200);

	private final Clock clock;

	private final Scheduler scheduler;

	DeadlineKeeping(Clock clock, Scheduler scheduler) {
		this.clock = clock;
		this.scheduler = scheduler;
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		Call call = Call.of(request);
		return Mono.defer(() -> {
			Duration left = call.scope().remaining(clock);
			return left.isZero() ? Mono.error(CallFailed.deadlinePassed(call))
					: next.exchange(request).timeout(left.plus(GRACE), scheduler);
		}).onErrorMap(TimeoutException.class, (error) -> new CallFailed(new CallFailure.Unanswered(), call, error));
	}

}
