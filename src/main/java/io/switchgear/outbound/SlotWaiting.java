package io.switchgear.outbound;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.switchgear.outbound.CallFailure.NotSent;
import io.switchgear.outbound.CallFailure.NotSent.Reason;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/**
 * Lets a call that finds no slot look for one again and again, which blocks no thread and
 * is no retry, since nothing was sent. Each time it passes the layers below anew, so it
 * does not go out to a provider that was put on hold meanwhile. Fewer wait than there are
 * slots, since callers are limited before. Calls that only read do not wait.
 */
final class SlotWaiting implements ExchangeFilterFunction {

	private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

	private final Bulkhead slots;

	private final Duration longest;

	private final Clock clock;

	private final Scheduler scheduler;

	SlotWaiting(Bulkhead slots, Duration longest, Clock clock, Scheduler scheduler) {
		this.slots = slots;
		this.longest = longest;
		this.clock = clock;
		this.scheduler = scheduler;
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		Call call = Call.of(request);
		if (call.scope().isReading()) {
			return next.exchange(request);
		}
		return Mono.defer(() -> {
			Instant patience = clock.instant().plus(longest);
			Instant deadline = call.scope().deadline();
			Instant end = patience.isBefore(deadline) ? patience : deadline;
			return next.exchange(request)
				.retryWhen(Retry
					.from((failures) -> failures.concatMap((failed) -> untilFree(failed.failure(), call, end))));
		});
	}

	private Mono<Boolean> untilFree(Throwable failure, Call call, Instant end) {
		if (!isShed(failure)) {
			return Mono.error(failure);
		}
		if (!isBefore(end)) {
			return Mono.error(isBefore(call.scope().deadline()) ? failure : CallFailed.deadlinePassed(call));
		}
		return Mono.delay(BETWEEN_LOOKS, scheduler)
			.repeat(() -> slots.getMetrics().getAvailableConcurrentCalls() == 0 && isBefore(end))
			.then(Mono.just(true));
	}

	private static boolean isShed(Throwable failure) {
		return failure instanceof CallFailed failed && failed.failure() instanceof NotSent notSent
				&& notSent.reason() == Reason.BUSY;
	}

	private boolean isBefore(Instant end) {
		return clock.instant().isBefore(end);
	}

}
