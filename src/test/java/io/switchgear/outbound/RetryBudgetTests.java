package io.switchgear.outbound;

import java.time.Duration;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RetryBudgetTests {

	private final VirtualTime time = new VirtualTime();

	private final RetryBudget budget = new RetryBudget(0.2, 1, Duration.ofSeconds(10), time);

	@Test
	void grantsAFloorToAProviderThatIsSeldomCalled() {
		assertThat(granted(100)).isEqualTo(10);
		assertThat(budget.balance()).isZero();
	}

	@Test
	void grantsAShareOfTheCallsOnTop() {
		calls(100);
		assertThat(budget.balance()).isEqualTo(30);
		assertThat(granted(100)).isEqualTo(30);
	}

	@Test
	void grantsNoPartOfARetry() {
		granted(10);
		calls(4);
		assertThat(budget.withdraw()).isFalse();
		calls(1);
		assertThat(budget.withdraw()).isTrue();
		assertThat(budget.withdraw()).isFalse();
	}

	@Test
	void forgetsWhatIsOlderThanTheWindow() {
		calls(100);
		granted(20);
		time.pass(Duration.ofSeconds(9));
		assertThat(budget.balance()).isEqualTo(10);
		calls(5);
		time.pass(Duration.ofSeconds(1));
		assertThat(budget.balance()).isEqualTo(11);
		time.pass(Duration.ofSeconds(60));
		assertThat(budget.balance()).isEqualTo(10);
	}

	@Test
	void grantsNothingWhileItsRetriesOutweighItsCalls() {
		calls(100);
		time.pass(Duration.ofSeconds(9));
		granted(30);
		time.pass(Duration.ofSeconds(1));
		assertThat(budget.balance()).isZero();
		assertThat(budget.withdraw()).isFalse();
		time.pass(Duration.ofSeconds(9));
		assertThat(budget.balance()).isEqualTo(10);
	}

	private void calls(int count) {
		IntStream.range(0, count).forEach((i) -> budget.deposit());
	}

	private long granted(int asked) {
		return IntStream.range(0, asked).filter((i) -> budget.withdraw()).count();
	}

}
