package io.switchgear.outbound;

import java.time.Clock;
import java.time.Duration;
import java.util.random.RandomGenerator;

import io.github.resilience4j.core.functions.Either;
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
			return new Attempts(request, next).another();
		});
	}

	private static Duration askedBy(CallFailure failure) {
		return (failure instanceof CallFailure.Answered answered && answered.retryAfter() != null)
				? answered.retryAfter() : Duration.ZERO;
	}

	/** The attempts of one call, one after the other. */
	private final class Attempts {

		private final ClientRequest request;

		private final ExchangeFunction next;

		private final Retry.AsyncContext<ClientResponse> context = retry.asyncContext();

		private int made;

		private @Nullable CallFailed doubt;

		private Attempts(ClientRequest request, ExchangeFunction next) {
			this.request = request;
			this.next = next;
		}

		private Mono<ClientResponse> another() {
			made++;
			return next.exchange(request)
				.doOnSuccess((ignored) -> context.onComplete())
				.onErrorResume(CallFailed.class, this::repeatOrFail);
		}

		private Mono<ClientResponse> repeatOrFail(CallFailed failed) {
			Duration pause = pauseAfter(failed);
			if (failed.inDoubt()) {
				doubt = failed;
			}
			if (pause == null) {
				return Mono.error(conclusion(failed));
			}
			return Mono.delay(pause, scheduler).then(Mono.defer(this::another));
		}

		/** Null where the failure is final. */
		private @Nullable Duration pauseAfter(CallFailed failed) {
			if (!failed.repeatable() || made >= retry.getRetryConfig().getMaxAttempts()) {
				context.onError(failed);
				return null;
			}
			// On top of what is asked for: else all who were told the same come back at
			// once.
			Duration pause = askedBy(failed.failure()).plus(jitterAfter(failed));
			Duration left = Call.of(request).scope().remaining(clock);
			if (pause.compareTo(left) >= 0 || !budget.withdraw()) {
				context.onError(failed.conclusive());
				return null;
			}
			return (context.onError(failed) < 0) ? null : pause;
		}

		private Duration jitterAfter(CallFailed failed) {
			long ceiling = retry.getRetryConfig().getIntervalBiFunction().apply(made, Either.left(failed));
			return Duration.ofMillis(random.nextLong(Math.max(0, ceiling) + 1));
		}

		/**
		 * That the last attempt was not sent, or was refused, says nothing about an
		 * earlier one that got no answer.
		 */
		private CallFailed conclusion(CallFailed last) {
			if (doubt == null) {
				return last;
			}
			return (last.failure() instanceof CallFailure.NotSent) ? doubt : last.afterDoubt();
		}

	}

}
