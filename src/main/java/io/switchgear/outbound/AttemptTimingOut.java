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
 * Gives an attempt its own timeout or what is left of the deadline, whichever is less. An
 * attempt that the deadline left less than half of its own timeout says nothing of the
 * provider: else a caller in a hurry could open the circuit breaker for everyone.
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
		// Deferred: only what the layers above let through is sent and counted.
		return Mono.defer(() -> {
			Duration left = call.scope().remaining(clock);
			if (left.isZero()) {
				return Mono.error(CallFailed.deadlinePassed(call));
			}
			call.scope().countRequest(call.reads());
			Duration granted = (left.compareTo(timeout) < 0) ? left : timeout;
			Attempt attempt = new Attempt(call.scope().deadline(), clock);
			return next.exchange(request)
				.timeout(granted, scheduler)
				.onErrorMap(TimeoutException.class, (error) -> timedOut(call, attempt, granted, error))
				.doOnSuccess((answer) -> call.done())
				.doOnError(CallFailed.class, (failed) -> call.failed(failed.failure()))
				.doOnCancel(() -> cancelled(call, attempt))
				.contextWrite(attempt::in);
		});
	}

	private CallFailed timedOut(Call call, Attempt attempt, Duration granted, Throwable cause) {
		CallFailure failure = attempt.failureOf(cause);
		if (granted.multipliedBy(2).compareTo(timeout) >= 0) {
			return new CallFailed(failure, call, cause);
		}
		return failure.mayHaveActed() ? new CallFailed(failure, call, cause).cutShort()
				: CallFailed.deadlinePassed(call);
	}

	private static void cancelled(Call call, Attempt attempt) {
		if (!attempt.giveUp()) {
			call.done();
		}
	}

}
