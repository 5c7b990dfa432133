package io.switchgear.outbound;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.switchgear.outbound.CallFailure.NotSent;
import io.switchgear.outbound.CallFailure.NotSent.Reason;
import io.switchgear.outbound.SimulatedStack.Ended;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The rules of the stack that depend on its settings, with those of the application. */
class ConfiguredStackTests {

	private static final ConfiguredResilience SETTINGS = ConfiguredResilience.of("rootfi");

	private static final Duration DEADLINE = Duration.ofSeconds(10);

	private static final Reply OK = Reply.ok(Duration.ofMillis(100));

	private static final Reply SILENCE = new Reply.Silence();

	private final Deque<Reply> replies = new ArrayDeque<>();

	private final SimulatedStack stack = new SimulatedStack(SETTINGS, new Random(4711), this::reply, this::reply);

	// The last of the replies goes on for ever.
	private Reply reply() {
		return (replies.size() > 1) ? replies.pop() : replies.getFirst();
	}

	@Nested
	class Deadline {

		@Test
		void speaksAgainstTheProviderIfItHadAFairTime() {
			replies.add(SILENCE);
			callSilence(Duration.ofSeconds(2));
			assertThat(stack.breaker().getState()).isEqualTo(State.OPEN);
		}

		@Test
		void saysNothingOfTheProviderIfTheCallerWasInAHurry() {
			replies.add(SILENCE);
			callSilence(Duration.ofSeconds(1));
			assertThat(stack.breaker().getState()).isEqualTo(State.CLOSED);
			assertThat(stack.breaker().getMetrics().getNumberOfBufferedCalls()).isZero();
		}

		private void callSilence(Duration deadline) {
			for (int call = 0; call < 10; call++) {
				assertThat(stack.await(true, deadline).time()).isEqualTo(deadline);
			}
		}

	}

	@Nested
	class Retries {

		@Test
		void waitAsLongAsTheProviderAsksAndNotAllForTheSameTime() {
			Set<Duration> times = new HashSet<>();
			for (int call = 0; call < 5; call++) {
				replies.clear();
				replies.addAll(List.of(throttled(Duration.ofSeconds(1)), OK));
				Ended ended = stack.await(true, DEADLINE);
				assertThat(ended.failure()).isNull();
				assertThat(ended.time()).isBetween(Duration.ofMillis(1120), Duration.ofMillis(1320));
				times.add(ended.time());
			}
			assertThat(times).hasSizeGreaterThan(3);
		}

		@Test
		void showAsACallThatFailedWhereTheBudgetRefusesThem() {
			assertThat(Stream.generate(stack.budget()::withdraw).takeWhile(Boolean::booleanValue).count()).isPositive();
			replies.add(new Reply.Answer(Duration.ofMillis(20), 503, null));
			assertThat(stack.await(true, DEADLINE).requests()).isOne();
			assertThat(stack.budget().refusals()).isEqualTo(2);
			assertThat(stack.retries().getNumberOfFailedCallsWithoutRetryAttempt()).isOne();
		}

		private static Reply throttled(Duration retryAfter) {
			return new Reply.Answer(Duration.ofMillis(20), 429, retryAfter);
		}

	}

	@Nested
	class OpenBreaker {

		@Test
		void letsNoRequestThroughAndSaysHowLongItStaysOpenStill() {
			replies.add(OK);
			stack.breaker().transitionToOpenState();
			stack.time().pass(Duration.ofSeconds(4));
			Ended call = stack.await(true, DEADLINE);
			assertThat(call.failure()).isEqualTo(new NotSent(Reason.CIRCUIT_OPEN, Duration.ofSeconds(6)));
			assertThat(call.requests()).isZero();
		}

		@Test
		void asksForAShortWaitWhileItsProbesAreOut() {
			replies.add(SILENCE);
			stack.breaker().transitionToOpenState();
			stack.breaker().transitionToHalfOpenState();
			for (int probe = 0; probe < 3; probe++) {
				stack.call(true, DEADLINE, (ended) -> {
				});
			}
			assertThat(stack.await(true, DEADLINE).failure())
				.isEqualTo(new NotSent(Reason.CIRCUIT_OPEN, Duration.ofSeconds(1)));
		}

	}

}
