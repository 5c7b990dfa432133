package io.switchgear.outbound;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class BackgroundGateTests {

	private static final int MOST = 8;

	private final VirtualTime time = new VirtualTime();

	private final CircuitBreaker breaker = CircuitBreaker.of("provider",
			CircuitBreakerConfig.custom().automaticTransitionFromOpenToHalfOpenEnabled(true).build());

	private final Backoff backoff = new Backoff(time);

	private final BackgroundGate gate = new BackgroundGate(breaker, backoff, time);

	@Test
	void letsInAsManyAsMayBeInsideAtOnce() {
		assertThat(admitted()).isEqualTo(MOST);
		gate.leave();
		assertThat(admitted()).isOne();
	}

	@Test
	void letsNobodyInWhileTheBreakerIsOpen() {
		breaker.transitionToOpenState();
		assertThat(admitted()).isZero();
		breaker.transitionToForcedOpenState();
		assertThat(admitted()).isZero();
	}

	@Test
	void letsOneInAtATimeWhileTheBreakerIsHalfOpen() {
		breaker.transitionToOpenState();
		breaker.transitionToHalfOpenState();
		assertThat(admitted()).isOne();
		gate.leave();
		assertThat(admitted()).isOne();
		breaker.transitionToClosedState();
		assertThat(admitted()).isEqualTo(MOST - 1);
	}

	@Test
	void letsOneInWhereTheBreakerWaitsForACallToBecomeHalfOpen() {
		CircuitBreaker waiting = CircuitBreaker.of("provider",
				CircuitBreakerConfig.custom().waitDurationInOpenState(Duration.ofSeconds(10)).build());
		BackgroundGate own = new BackgroundGate(waiting, backoff, time);
		waiting.transitionToOpenState();
		assertThat(own.enter(MOST)).isFalse();
		time.pass(Duration.ofSeconds(10));
		assertThat(own.enter(MOST)).isTrue();
		assertThat(own.enter(MOST)).isFalse();
	}

	@Test
	void waitsAsLongAsTheProviderAsksAndThenLetsOneInAtATimeUntilItServes() {
		backoff.refused(Duration.ofSeconds(20));
		time.pass(Duration.ofSeconds(19));
		assertThat(admitted()).isZero();
		time.pass(Duration.ofSeconds(1));
		assertThat(admitted()).isOne();
		backoff.served();
		assertThat(admitted()).isEqualTo(MOST - 1);
	}

	@Test
	void doesNotTakeAnAnswerForRecoveryThatWasOnItsWay() {
		backoff.refused(null);
		backoff.served();
		assertThat(admitted()).isZero();
		time.pass(Duration.ofSeconds(10));
		assertThat(admitted()).isOne();
	}

	@ParameterizedTest
	@CsvSource({ ", 10 20 40 80 160 300 300", "1, 1 2 4 8 16 32 64", "0, 1 2 4 8 16 32 64", "400, 400 400",
			"86400, 1800 1800" })
	void waitsLongerEachTimeInARow(@Nullable Integer asked, String pauses) {
		for (String pause : pauses.split(" ", -1)) {
			backoff.refused((asked != null) ? Duration.ofSeconds(asked) : null);
			time.pass(Duration.ofSeconds(Integer.parseInt(pause)).minusMillis(1));
			assertThat(backoff.isPausing()).isTrue();
			time.pass(Duration.ofMillis(1));
			assertThat(backoff.isPausing()).isFalse();
		}
	}

	@Test
	void countsManyRefusalsAtOnceAsOne() {
		IntStream.range(0, 50).forEach((attempt) -> backoff.refused(Duration.ofSeconds(2)));
		time.pass(Duration.ofSeconds(2));
		assertThat(admitted()).isOne();
	}

	@Test
	void isTornDownByEveryProviderThatRejectsTheKeyOrLimitsTheRate() {
		for (int status : List.of(401, 403, 429)) {
			StackBench bench = new StackBench();
			bench.network(List.of(StackBench.status(status)));
			bench.failureOf(bench.write(Duration.ofMillis(500)));
			assertThat(bench.health.backgroundGate().enter(MOST)).as("after %d", status).isTrue();
			assertThat(bench.health.backgroundGate().enter(MOST)).as("after %d", status).isFalse();
		}
	}

	@Test
	void holdsTheLimitOfARateAgainstNobodyWhoCanWait() {
		StackBench bench = new StackBench(10);
		bench.network(List.of(StackBench.status(429)));
		IntStream.range(0, 20).forEach((call) -> bench.failureOf(bench.inBackground(Duration.ofSeconds(10))));
		assertThat(bench.sent).hasValue(20);
		assertThat(bench.breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
		assertThat(bench.breaker.getMetrics().getNumberOfBufferedCalls()).isZero();
	}

	@Test
	void startsAfreshWithABreakerThatIsReset() {
		StackBench bench = new StackBench();
		bench.network(List.of(StackBench.status(429, "Retry-After", "3600")));
		bench.failureOf(bench.write(Duration.ofSeconds(10)));
		assertThat(bench.health.backgroundGate().enter(MOST)).isFalse();
		bench.breaker.reset();
		assertThat(bench.health.backgroundGate().enter(MOST)).isTrue();
	}

	private long admitted() {
		return IntStream.range(0, 2 * MOST).filter((comer) -> gate.enter(MOST)).count();
	}

}
