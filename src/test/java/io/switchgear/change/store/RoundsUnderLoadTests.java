package io.switchgear.change.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** After a round of several, the next one waits a moment for more. */
@Timeout(60)
class RoundsUnderLoadTests extends RoundsFixture {

	@Test
	void letsMoreComeBeforeTheNextRoundAfterOneOfSeveral() throws Exception {
		occupy("a");
		List<Future<String>> others = new ArrayList<>(callAndWait(List.of("b", "c", "d", "e1", "e2")));
		gathering = () -> others.addAll(callAndWait(List.of("f", "g")));
		firstMayEnd.countDown();
		await().until(() -> others.size() == 7);
		assertThat(results(others)).containsExactly("B", "C", "D", "E1", "E2", "F", "G");
		assertThat(statements).containsExactly(List.of("a"), List.of("b", "c", "d", "e1"), List.of("e2", "f", "g"));
	}

	@Test
	void waitsForNobodyAfterASmallRound() throws Exception {
		gathering = () -> {
			throw new IllegalStateException("nobody else is to be expected");
		};
		occupy("a");
		List<Future<String>> others = callAndWait(List.of("b", "c", "d1", "d2"));
		firstMayEnd.countDown();
		assertThat(results(others)).containsExactly("B", "C", "D1", "D2");
	}

	@Test
	void waitsForNobodyOnceNoneWaits() throws Exception {
		gathering = () -> {
			throw new IllegalStateException("nobody else is to be expected");
		};
		occupy("a");
		List<Future<String>> others = callAndWait(List.of("b", "c", "d", "e"));
		firstMayEnd.countDown();
		results(others);
		assertThat(rounds.submit("later")).isEqualTo("LATER");
	}

}
