package io.switchgear.outbound;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

@Timeout(20)
class CallerLimitTests {

	private static final Duration STAY = Duration.ofSeconds(4);

	private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

	private final VirtualTime time = new VirtualTime();

	@Test
	void letsInAQuarterMoreThanMayCallAtOnce() {
		BulkheadRegistry bulkheads = BulkheadRegistry.of(BulkheadConfig.custom().maxConcurrentCalls(6).build());
		CallerLimit callers = new CallerLimit("whisk", bulkheads, time);
		assertThat(admittedWithin(callers, 20)).isEqualTo(8);
		assertThat(admit(callers, () -> Optional.of("again"))).contains("again");
	}

	@Test
	void keepsItsShortWaitWhereOnlyTheNumberIsConfigured() {
		BulkheadRegistry bulkheads = BulkheadRegistry.ofDefaults();
		bulkheads.bulkhead("whisk-callers",
				BulkheadConfig.custom().maxConcurrentCalls(2).maxWaitDuration(Duration.ZERO).build());
		CallerLimit callers = new CallerLimit("whisk", bulkheads, time);
		assertThat(admittedWithin(callers, 20)).isEqualTo(2);
		assertThat(bulkheads.bulkhead("whisk-callers").getBulkheadConfig().getMaxWaitDuration()).isPositive();
	}

	@Test
	void tellsThoseTurnedAwayToComeBackAtTheRateAtWhichChangesEnd() {
		CallerLimit callers = limited(2, Duration.ofMillis(1));
		stay(callers, STAY);
		assertThat(callers.comeBackAfter()).isEqualTo(STAY.dividedBy(2));
		assertThat(callers.comeBackAfter()).isEqualTo(STAY);
		time.pass(STAY.minusSeconds(1));
		assertThat(callers.comeBackAfter()).isEqualTo(STAY.dividedBy(2).plusSeconds(1));
		time.pass(STAY.multipliedBy(3));
		assertThat(callers.comeBackAfter()).isEqualTo(STAY.dividedBy(2));
	}

	@Test
	void forgetsTheRateOfAnOutageWhenChangesEndFastAgain() {
		CallerLimit callers = limited(1, Duration.ofMillis(1));
		stay(callers, Duration.ofSeconds(10));
		assertThat(Stream.generate(callers::comeBackAfter).limit(20))
			.allSatisfy((told) -> assertThat(told).isGreaterThanOrEqualTo(Duration.ofSeconds(10)));
		for (int i = 0; i < 1_000; i++) {
			stay(callers, Duration.ofMillis(1));
		}
		assertThat(callers.comeBackAfter()).isLessThan(Duration.ofSeconds(1));
	}

	@Test
	void takesNoMeasureOfWorkThatCameToNothing() {
		CallerLimit callers = limited(1, Duration.ofMillis(1));
		stay(callers, STAY);
		assertThat(admit(callers, Optional::empty)).isEmpty();
		assertThat(callers.comeBackAfter()).isEqualTo(STAY);
	}

	@Test
	void spreadsThoseForWhomThereIsNoTurnOverTheSecondQuarterOfAMinute() {
		CallerLimit callers = limited(8, Duration.ofMillis(1));
		stay(callers, STAY);
		assertThat(Stream.generate(callers::comeBackAfter).skip(100).limit(60).distinct()).hasSizeGreaterThan(20)
			.allSatisfy((told) -> assertThat(told).isBetween(HALF_A_MINUTE.dividedBy(2), HALF_A_MINUTE));
	}

	@Test
	void isLeftByWorkThatFails() {
		CallerLimit callers = limited(1, Duration.ofMillis(1));
		assertThatIllegalStateException().isThrownBy(() -> admit(callers, () -> {
			throw new IllegalStateException("failed");
		}));
		assertThat(admit(callers, () -> Optional.of("next"))).contains("next");
	}

	@Test
	void keepsNoMoreWaitingThanItLetsIn() throws InterruptedException {
		CallerLimit callers = limited(1, Duration.ofDays(1));
		CountDownLatch leave = new CountDownLatch(1);
		Thread inside = Thread.startVirtualThread(() -> admit(callers, () -> waitFor(leave)));
		await().until(() -> inside.getState() == Thread.State.WAITING);
		Thread next = Thread.startVirtualThread(() -> admit(callers, () -> Optional.of("next")));
		await().until(() -> next.getState() == Thread.State.TIMED_WAITING);
		assertThatExceptionOfType(TooMany.class).isThrownBy(() -> admit(callers, () -> Optional.of("third")));
		leave.countDown();
		next.join();
		assertThat(admit(callers, () -> Optional.of("fourth"))).contains("fourth");
	}

	private static Optional<String> waitFor(CountDownLatch latch) {
		try {
			latch.await();
			return Optional.of("done");
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private CallerLimit limited(int most, Duration longestWait) {
		BulkheadRegistry bulkheads = BulkheadRegistry.ofDefaults();
		bulkheads.bulkhead("whisk-callers",
				BulkheadConfig.custom().maxConcurrentCalls(most).maxWaitDuration(longestWait).build());
		return new CallerLimit("whisk", bulkheads, time);
	}

	private void stay(CallerLimit callers, Duration duration) {
		admit(callers, () -> {
			time.pass(duration);
			return Optional.of("done");
		});
	}

	private static <T> Optional<T> admit(CallerLimit callers, Supplier<Optional<T>> work) {
		return callers.admit(work, TooMany::new);
	}

	/** How many of so many are inside at once. */
	private static int admittedWithin(CallerLimit callers, int more) {
		try {
			return 1 + admit(callers, () -> Optional.of(admittedWithin(callers, more - 1))).orElseThrow();
		}
		catch (TooMany ex) {
			return 0;
		}
	}

	private static final class TooMany extends RuntimeException {

		private static final long serialVersionUID = 1L;

	}

}
