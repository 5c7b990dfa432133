package io.switchgear.outbound;

import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;

import io.github.resilience4j.retry.Retry;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Repeats a failed attempt after a pause with full jitter: only what may be repeated,
 * only while the budget has credit, and only if the pause leaves time before the
 * deadline. What the provider asks for in {@code Retry-After} lengthens the pause; it is
 * never a permission.
 */
final class Retrying implements ExchangeFilterFunction {

	private final Retry retry;

	private final RetryBudget budget;

	private final Clock clock;

	private final Scheduler scheduler;

	private final RandomGenerator random;

	Retrying(Retry retry, RetryBudget budget, Clock clock, Scheduler scheduler, RandomGenerator random) {
		this.retry = retry;
		this.budget = budget;
		this.clock = clock;
		this.scheduler = scheduler;
		this.random = random;
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		return Mono.defer(() -> {
			budget.deposit();
			return attempt(request, next, retry.asyncContext(), null);
		});
	}

	private Mono<ClientResponse> attempt(ClientRequest request, ExchangeFunction next,
			Retry.AsyncContext<ClientResponse> attempts, @Nullable CallFailed earlierDoubt) {
		return Mono.defer(() -> next.exchange(request))
			.doOnSuccess((ignored) -> attempts.onComplete())
			.onErrorResume(CallFailed.class, (failed) -> {
				Duration pause = pauseAfter(failed, attempts, Call.of(request));
				CallFailed doubt = failed.inDoubt() ? failed : earlierDoubt;
				return (pause == null) ? Mono.error(conclusion(failed, doubt))
						: Mono.delay(pause, scheduler).then(attempt(request, next, attempts, doubt));
			});
	}

	/**
	 * That the last attempt was not sent says nothing about an earlier one that was.
	 */
	private static CallFailed conclusion(CallFailed last, @Nullable CallFailed doubt) {
		return (doubt != null && last.failure() instanceof CallFailure.NotSent) ? doubt : last;
	}

	/** Null where the failure is final. */
	private @Nullable Duration pauseAfter(CallFailed failed, Retry.AsyncContext<ClientResponse> attempts, Call call) {
		Duration asked = askedBy(failed.failure());
		Duration left = call.scope().remaining(clock);
		if (asked.compareTo(left) >= 0) {
			attempts.onError(failed.conclusive());
			return null;
		}
		long ceiling = attempts.onError(failed);
		if (ceiling < 0 || !budget.withdraw()) {
			return null;
		}
		Duration jittered = Duration.ofMillis(random.nextLong(ceiling + 1));
		Duration pause = (asked.compareTo(jittered) > 0) ? asked : jittered;
		return (pause.compareTo(left) < 0) ? pause : null;
	}

	private static Duration askedBy(CallFailure failure) {
		return (failure instanceof CallFailure.Answered answered && answered.retryAfter() != null)
				? answered.retryAfter() : Duration.ZERO;
	}

}
