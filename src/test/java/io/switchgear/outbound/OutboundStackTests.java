package io.switchgear.outbound;

import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.switchgear.outbound.CallFailure.Answered;
import io.switchgear.outbound.CallFailure.NotSent;
import io.switchgear.outbound.CallFailure.NotSent.Reason;
import io.switchgear.outbound.CallFailure.Unanswered;
import org.junit.jupiter.api.Test;
import org.springframework.web.reactive.function.client.ClientResponse;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/** What the layers do together, which follows from their order. */
class OutboundStackTests {

	private static final Duration DEADLINE = Duration.ofSeconds(10);

	private static final Mono<ClientResponse> RESET = StackBench.sent(Mono.error(new SocketException("reset")));

	private static final Mono<ClientResponse> SILENCE = StackBench.sent(Mono.never());

	private static final Mono<ClientResponse> REFUSED = Mono.error(new ConnectException("refused"));

	private final StackBench bench = new StackBench();

	@Test
	void letsEachAttemptPassTheBreaker() {
		bench.network(List.of(StackBench.status(503), StackBench.status(503), StackBench.well()));
		StepVerifier.create(bench.write(DEADLINE))
			.then(() -> bench.time.pass(DEADLINE))
			.expectNext(200)
			.verifyComplete();
		assertThat(bench.breaker.getMetrics().getNumberOfFailedCalls()).isEqualTo(2);
		assertThat(bench.breaker.getMetrics().getNumberOfSuccessfulCalls()).isEqualTo(1);
	}

	@Test
	void holdsNoSlotWhileItPauses() {
		bench.network(List.of(StackBench.status(503, "Retry-After", "5"), StackBench.well()));
		StepVerifier.create(bench.write(DEADLINE)).then(() -> {
			bench.time.pass(Duration.ofSeconds(1));
			assertThat(bench.bulkhead.getMetrics().getAvailableConcurrentCalls()).isEqualTo(1);
			StepVerifier.create(bench.write(DEADLINE)).expectNext(200).verifyComplete();
			bench.time.pass(Duration.ofSeconds(5));
		}).expectNext(200).verifyComplete();
	}

	@Test
	void shedsWhatFindsNoSlotForAsLongAsAnAttemptTakes() {
		bench.network(List.of(StackBench.well()));
		bench.bulkhead.tryAcquirePermission();
		double credit = bench.budget.balance();
		StepVerifier.create(bench.write(DEADLINE))
			.then(() -> bench.time.pass(StackBench.ATTEMPT.plusMillis(20)))
			.verifyErrorSatisfies(
					(error) -> assertThat(((CallFailed) error).failure()).isEqualTo(new NotSent(Reason.BUSY, null)));
		assertThat(bench.sent).hasValue(0);
		assertThat(bench.budget.balance()).isEqualTo(credit);
		assertThat(bench.breaker.getMetrics().getNumberOfBufferedCalls()).isZero();
	}

	@Test
	void waitsForASlot() {
		bench.network(List.of(StackBench.well()));
		bench.bulkhead.tryAcquirePermission();
		StepVerifier.create(bench.write(DEADLINE)).then(() -> {
			bench.time.pass(StackBench.ATTEMPT.dividedBy(2));
			assertThat(bench.sent).hasValue(0);
			bench.bulkhead.releasePermission();
			bench.time.pass(Duration.ofMillis(20));
		}).expectNext(200).verifyComplete();
		assertThat(bench.sent).hasValue(1);
	}

	@Test
	void sendsNothingToAProviderThatWasPutOnHoldWhileItWaitedForASlot() {
		bench.network(List.of(StackBench.well()));
		bench.bulkhead.tryAcquirePermission();
		StepVerifier.create(bench.write(DEADLINE)).then(() -> {
			bench.time.pass(Duration.ofSeconds(1));
			bench.hold = new Holds.Hold("incident 4711", "somebody", null, bench.time.instant(), null);
			bench.bulkhead.releasePermission();
			bench.time.pass(Duration.ofMillis(20));
		})
			.verifyErrorSatisfies(
					(error) -> assertThat(((CallFailed) error).failure()).isEqualTo(new NotSent(Reason.ON_HOLD, null)));
		assertThat(bench.sent).hasValue(0);
	}

	@Test
	void knowsThatNothingWasSentWhereTheDeadlinePassesWhileItWaitsForASlot() {
		bench.network(List.of(StackBench.well()));
		bench.bulkhead.tryAcquirePermission();
		CallFailed failed = bench.failureOf(bench.write(Duration.ofMillis(250)));
		assertThat(failed.failure()).isEqualTo(new NotSent(Reason.DEADLINE, null));
		assertThat(failed.inDoubt()).isFalse();
		assertThat(bench.sent).hasValue(0);
	}

	@Test
	void shedsReadsOverTheirOwnLimitWithoutRepeatingThem() {
		bench.network(List.of(StackBench.well()));
		bench.reads.tryAcquirePermission();
		double credit = bench.budget.balance();
		CallFailed failed = bench.failureOf(bench.reading(DEADLINE));
		assertThat(failed.failure()).isEqualTo(new NotSent(Reason.BUSY, null));
		assertThat(bench.budget.balance()).isEqualTo(credit);
		StepVerifier.create(bench.read(DEADLINE)).expectNext(200).verifyComplete();
		StepVerifier.create(bench.write(DEADLINE)).expectNext(200).verifyComplete();
	}

	@Test
	void leavesTheBreakerClosedWhenTheProviderKnowsWhatItIsSaying() {
		bench.network(List.of(StackBench.status(404)));
		for (int i = 0; i < 60; i++) {
			assertThat(bench.failureOf(bench.write(DEADLINE)).failure()).isEqualTo(new Answered(404, "", null));
		}
		assertThat(bench.breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
		assertThat(bench.breaker.getMetrics().getNumberOfFailedCalls()).isZero();
		assertThat(bench.sent).hasValue(60);
	}

	@Test
	void countsARejectedKeyForItselfAlone() {
		bench.network(List.of(StackBench.status(401), StackBench.status(403)));
		for (int i = 0; i < 60; i++) {
			bench.failureOf(bench.write(DEADLINE));
		}
		assertThat(bench.breaker.getMetrics().getNumberOfBufferedCalls()).isZero();
		assertThat(bench.meters.counter("switchgear.provider.key.rejections", "provider", "provider").count())
			.isEqualTo(60);
	}

	@Test
	void sendsNothingWhileTheBreakerIsOpen() {
		bench.network(List.of(StackBench.status(503)));
		while (bench.breaker.getState() == CircuitBreaker.State.CLOSED) {
			bench.failureOf(bench.write(DEADLINE));
		}
		int sent = bench.sent.get();
		assertThat(sent).isEqualTo(10);
		assertThat(bench.failureOf(bench.write(DEADLINE)).failure()).isInstanceOfSatisfying(NotSent.class,
				(notSent) -> assertThat(notSent.reason()).isEqualTo(Reason.CIRCUIT_OPEN));
		assertThat(bench.sent).hasValue(sent);
	}

	@Test
	void countsAnAttemptThatTheDeadlineEnds() {
		bench.network(List.of(SILENCE));
		Duration shorter = StackBench.ATTEMPT.dividedBy(2);
		assertThat(bench.failureOf(bench.write(shorter)).failure()).isEqualTo(new Unanswered());
		assertThat(bench.breaker.getMetrics().getNumberOfFailedCalls()).isEqualTo(1);
		assertThat(bench.bulkhead.getMetrics().getAvailableConcurrentCalls()).isEqualTo(1);
	}

	@Test
	void knowsThatAnAttemptWhoseTimeIsUpBeforeItIsOutWasNotSent() {
		bench.network(List.of(Mono.never()));
		CallFailed failed = bench.failureOf(bench.write(StackBench.ATTEMPT));
		assertThat(failed.failure()).isEqualTo(new NotSent(Reason.UNREACHABLE, null));
		assertThat(failed.inDoubt()).isFalse();
		assertThat(bench.breaker.getMetrics().getNumberOfFailedCalls()).isEqualTo(1);
	}

	@Test
	void holdsItAgainstNobodyThatAHurriedAttemptWasNotOutInTime() {
		bench.network(List.of(Mono.never()));
		assertThat(bench.failureOf(bench.write(Duration.ofSeconds(1))).failure())
			.isEqualTo(new NotSent(Reason.DEADLINE, null));
		assertThat(bench.breaker.getMetrics().getNumberOfBufferedCalls()).isZero();
	}

	@Test
	void hasOneDeadlineForAllAttempts() {
		bench.network(List.of(SILENCE));
		Instant[] end = new Instant[1];
		bench.write(Duration.ofSeconds(7))
			.doFinally((signal) -> end[0] = bench.time.instant())
			.onErrorComplete()
			.subscribe();
		bench.time.pass(Duration.ofMinutes(1));
		assertThat(bench.sent).hasValue(3);
		assertThat(end[0]).isEqualTo(Instant.EPOCH.plusSeconds(7));
	}

	@Test
	void sendsNothingAfterTheDeadline() {
		bench.network(List.of(StackBench.well()));
		assertThat(bench.failureOf(bench.write(Duration.ZERO)).failure()).isEqualTo(new NotSent(Reason.DEADLINE, null));
		assertThat(bench.sent).hasValue(0);
	}

	@Test
	void pausesForAsLongAsItIsAskedToAndALittle() {
		bench.network(List.of(StackBench.status(429, "Retry-After", "2"), StackBench.well()));
		StepVerifier.create(bench.write(DEADLINE)).then(() -> {
			bench.time.pass(Duration.ofMillis(1999));
			assertThat(bench.sent).hasValue(1);
			bench.time.pass(Duration.ofMillis(201));
		}).expectNext(200).verifyComplete();
	}

	@Test
	void doesNotWaitForWhatComesAfterTheDeadline() {
		bench.network(List.of(StackBench.status(429, "Retry-After", "10")));
		StepVerifier.create(bench.write(DEADLINE))
			.verifyErrorSatisfies((error) -> assertThat(((CallFailed) error).failure())
				.isEqualTo(new Answered(429, "", Duration.ofSeconds(10))));
		assertThat(bench.sent).hasValue(1);
	}

	@Test
	void doesNotPauseLongerThanItHasTo() {
		bench.network(List.of(StackBench.status(503)));
		StepVerifier.create(bench.write(DEADLINE)).then(() -> {
			bench.time.pass(Duration.ofMillis(200));
			assertThat(bench.sent.get()).isGreaterThanOrEqualTo(2);
			bench.time.pass(Duration.ofMillis(300));
		}).verifyError(CallFailed.class);
		assertThat(bench.sent).hasValue(3);
	}

	@Test
	void repeatsNothingThatMayHaveHappenedUnlessItMay() {
		bench.network(List.of(RESET));
		bench.failureOf(bench.unrepeatable(DEADLINE));
		assertThat(bench.sent).hasValue(1);
		bench.network(List.of(StackBench.status(503)));
		bench.failureOf(bench.unrepeatable(DEADLINE));
		assertThat(bench.sent).hasValue(2);
		bench.network(List.of(REFUSED));
		bench.failureOf(bench.unrepeatable(DEADLINE));
		assertThat(bench.sent).hasValue(5);
	}

	@Test
	void repeatsNothingOnceTheBudgetIsSpent() {
		StackBench poor = new StackBench(0.1);
		poor.network(List.of(StackBench.status(503)));
		poor.failureOf(poor.write(DEADLINE));
		assertThat(poor.sent).hasValue(2);
	}

	@Test
	void stopsBetweenTwoAttemptsForAHold() {
		bench.network(List.of(StackBench.status(503, "Retry-After", "5"), StackBench.well()));
		StepVerifier.create(bench.write(DEADLINE)).then(() -> {
			bench.hold = new Holds.Hold("maintenance", "somebody", null, bench.time.instant(), null);
			bench.time.pass(DEADLINE);
		})
			.verifyErrorSatisfies(
					(error) -> assertThat(((CallFailed) error).failure()).isEqualTo(new NotSent(Reason.ON_HOLD, null)));
		assertThat(bench.sent).hasValue(1);
		assertThat(bench.breaker.getMetrics().getNumberOfBufferedCalls()).isEqualTo(1);
	}

	@Test
	void staysInDoubtWhenALaterAttemptIsNotSent() {
		bench.network(List.of(RESET, REFUSED));
		CallFailed failed = bench.failureOf(bench.write(DEADLINE));
		assertThat(failed.failure()).isEqualTo(new Unanswered());
		assertThat(failed.inDoubt()).isTrue();
		assertThat(bench.sent).hasValue(3);
	}

	@Test
	void staysInDoubtWhenALaterAttemptIsRefused() {
		bench.network(List.of(RESET, StackBench.status(409)));
		CallFailed failed = bench.failureOf(bench.write(DEADLINE));
		assertThat(failed.failure()).isEqualTo(new Answered(409, "", null));
		assertThat(failed.inDoubt()).isTrue();
	}

	@Test
	void isInNoDoubtAboutARead() {
		bench.network(List.of(RESET, REFUSED));
		CallFailed failed = bench.failureOf(bench.read(DEADLINE));
		assertThat(failed.failure()).isEqualTo(new NotSent(Reason.UNREACHABLE, null));
		assertThat(failed.inDoubt()).isFalse();
	}

}
