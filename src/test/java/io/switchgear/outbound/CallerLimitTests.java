package io.switchgear.outbound;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

@Timeout(20)
class CallerLimitTests {

	private static final Duration STAY = Duration.ofSeconds(4);

	private static final Duration ALMOST = Duration.ofMillis(1);

	private final VirtualTime time = new VirtualTime();

	@Test
	void letsInAQuarterMoreThanMayCallAtOnce() {
		BulkheadRegistry bulkheads = BulkheadRegistry.of(BulkheadConfig.custom().maxConcurrentCalls(6).build());
		CallerLimit callers = new CallerLimit("whisk", bulkheads, time);
		assertThat(admittedWithin(callers, 20)).isEqualTo(8);
		assertThat(callers.admit(() -> "again")).contains("again");
	}

	@Test
	void tellsThoseTurnedAwayToComeBackOneAfterTheOther() {
		CallerLimit callers = limited(2, Duration.ZERO);
		stay(callers, STAY, 1_000);
		assertThat(callers.comeBackAfter()).isCloseTo(STAY.dividedBy(2), ALMOST);
		assertThat(callers.comeBackAfter()).isCloseTo(STAY, ALMOST);
		time.pass(STAY.minusSeconds(1));
		assertThat(callers.comeBackAfter()).isCloseTo(STAY.dividedBy(2).plusSeconds(1), ALMOST);
		time.pass(STAY.multipliedBy(3));
		assertThat(callers.comeBackAfter()).isCloseTo(STAY.dividedBy(2), ALMOST);
	}

	@Test
	void tellsNobodyToComeBackLaterThanInHalfAMinute() {
		CallerLimit callers = limited(1, Duration.ZERO);
		stay(callers, Duration.ofSeconds(25), 1_000);
		callers.comeBackAfter();
		assertThat(callers.comeBackAfter()).isEqualTo(Duration.ofSeconds(30));
		assertThat(callers.comeBackAfter()).isEqualTo(Duration.ofSeconds(30));
	}

	@Test
	void isLeftByWorkThatFails() {
		CallerLimit callers = limited(1, Duration.ZERO);
		assertThatIllegalStateException().isThrownBy(() -> callers.admit(() -> {
			throw new IllegalStateException("failed");
		}));
		assertThat(callers.admit(() -> "next")).contains("next");
	}

	@Test
	void keepsNoMoreWaitingThanItLetsIn() throws InterruptedException {
		CallerLimit callers = limited(1, Duration.ofDays(1));
		CountDownLatch leave = new CountDownLatch(1);
		Thread inside = Thread.startVirtualThread(() -> callers.admit(() -> waitFor(leave)));
		await().until(() -> inside.getState() == Thread.State.WAITING);
		Thread next = Thread.startVirtualThread(() -> callers.admit(() -> "next"));
		await().until(() -> next.getState() == Thread.State.TIMED_WAITING);
		assertThat(callers.admit(() -> "third")).isEmpty();
		leave.countDown();
		next.join();
		assertThat(callers.admit(() -> "fourth")).contains("fourth");
	}

	private static boolean waitFor(CountDownLatch latch) {
		try {
			latch.await();
			return true;
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

	private void stay(CallerLimit callers, Duration each, int times) {
		for (int i = 0; i < times; i++) {
			callers.admit(() -> {
				time.pass(each);
				return true;
			});
		}
	}

	/** How many of so many are inside at once. */
	private static int admittedWithin(CallerLimit callers, int more) {
		Optional<Integer> deeper = (more > 0) ? callers.admit(() -> admittedWithin(callers, more - 1))
				: Optional.empty();
		return deeper.map((inside) -> inside + 1).orElse(0);
	}

}
