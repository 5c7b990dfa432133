package io.switchgear.change.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

@Timeout(60)
class RoundsTests extends RoundsFixture {

	@Test
	void runsACallerThatComesAloneAloneAndAtOnce() {
		firstMayEnd.countDown();
		assertThat(rounds.submit("a")).isEqualTo("A");
		assertThat(rounds.submit("b")).isEqualTo("B");
		assertThat(statements).containsExactly(List.of("a"), List.of("b"));
		assertThat(runBy).containsOnly(Thread.currentThread());
	}

	@Test
	void letsThoseThatComeWhileARoundIsUnderWayShareTheNext() throws Exception {
		Future<String> first = call("a");
		firstIsUnderWay.await();
		List<Future<String>> others = callAndWait(List.of("b", "c", "d"));
		assertThat(statements).as("nobody else has begun").hasSize(1);
		firstMayEnd.countDown();
		assertThat(first.get()).isEqualTo("A");
		assertThat(results(others)).containsExactly("B", "C", "D");
		assertThat(statements).containsExactly(List.of("a"), List.of("b", "c", "d"));
	}

	@Test
	void holdsNoMoreInARoundThanItsSize() throws Exception {
		occupy("a");
		List<String> many = IntStream.range(0, 100)
			.mapToObj((index) -> String.valueOf((char) (0x4e00 + index)))
			.toList();
		List<Future<String>> others = callAndWait(many);
		firstMayEnd.countDown();
		results(others);
		assertThat(statements).extracting(List::size).containsExactly(1, 64, 36);
	}

	@Test
	void neverTakesTwoOfOneIntegrationIntoARound() throws Exception {
		occupy("a1");
		List<Future<String>> others = callAndWait(List.of("b1", "b2", "c1", "b3", "c2", "d1", "a2"));
		firstMayEnd.countDown();
		assertThat(results(others)).containsExactly("B1", "B2", "C1", "B3", "C2", "D1", "A2");
		assertThat(statements)
			.allSatisfy((statement) -> assertThat(new HashSet<>(firstLetters(statement))).hasSameSizeAs(statement));
		assertThat(statements).extracting(List::size).containsExactly(1, 4, 2, 1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "22P05", "22003", "23505", "21000", "42883", "54000", "55P03", "25006", "P0001", "40001",
			"40P01" })
	void letsABadOneFailAlone(String undone) throws Exception {
		server = (round) -> round.contains(BAD) ? fail(undone) : answers(round);
		occupy("a");
		List<Future<String>> others = callAndWait(List.of("b", "c"));
		List<Future<String>> bad = callAndWait(List.of(BAD));
		others = new ArrayList<>(others);
		others.addAll(callAndWait(List.of("d")));
		firstMayEnd.countDown();
		assertThat(results(others)).containsExactly("B", "C", "D");
		assertFailedWith(bad.getFirst(), undone);
		assertThat(statements.stream().filter(List.of(BAD)::equals)).as("tries of the bad one alone").hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "08006", "08003", "40003", "57014", "57P01", "XX000", "53300", "" })
	void triesNothingAgainThatMayHaveBeenCommittedOrTookTooLong(String unknown) throws Exception {
		server = (round) -> round.contains(BAD) ? fail(unknown) : answers(round);
		occupy("a");
		List<Future<String>> round = callAndWait(List.of("b", BAD, "c"));
		firstMayEnd.countDown();
		for (Future<String> caller : round) {
			assertFailedWith(caller, unknown);
		}
		assertThat(statements).hasSize(2);
		assertThat(rounds.submit("later")).isEqualTo("LATER");
	}

	@Test
	void triesNothingAgainAfterADefect() throws Exception {
		server = (round) -> {
			throw new IllegalStateException("a defect");
		};
		occupy("a");
		List<Future<String>> round = callAndWait(List.of("b", "c"));
		firstMayEnd.countDown();
		for (Future<String> caller : round) {
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(caller::get)
				.withCauseInstanceOf(IllegalStateException.class);
		}
		assertThat(statements).hasSize(2);
	}

	@Test
	void leavesNobodyHangingAfterAnError() throws Exception {
		server = (round) -> {
			throw new OutOfMemoryError("for the test");
		};
		Future<String> first = call("a");
		firstIsUnderWay.await();
		List<Future<String>> round = callAndWait(List.of("b", "c"));
		firstMayEnd.countDown();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(first::get)
			.havingRootCause()
			.isInstanceOf(OutOfMemoryError.class);
		for (Future<String> caller : round) {
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(caller::get)
				.havingRootCause()
				.isInstanceOf(OutOfMemoryError.class);
		}
		server = RoundsTests::answers;
		assertThat(rounds.submit("later")).isEqualTo("LATER");
	}

	@Test
	void leavesNobodyHangingBehindOneWhoseKeyCannotBeTold() throws Exception {
		Future<String> first = call("a");
		firstIsUnderWay.await();
		Future<String> nameless = call("");
		List<Future<String>> others = callAndWait(List.of("b", "c"));
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(nameless::get);
		firstMayEnd.countDown();
		assertThat(first.get()).isEqualTo("A");
		assertThat(results(others)).containsExactly("B", "C");
		assertThat(rounds.submit("later")).isEqualTo("LATER");
	}

	@Test
	void leavesNobodyHangingIfThereAreTooFewResults() throws Exception {
		server = (round) -> (round.size() > 1) ? List.of("ONE") : answers(round);
		occupy("a");
		List<Future<String>> round = callAndWait(List.of("b", "c"));
		firstMayEnd.countDown();
		await().until(() -> round.stream().allMatch(Future::isDone));
		assertThat(rounds.submit("later")).isEqualTo("LATER");
	}

	/** What was written down has to be known to whoever wrote it. */
	@Test
	void givesAnInterruptedCallerItsResult() throws Exception {
		occupy("a");
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		FutureTask<String> task = new FutureTask<>(() -> {
			String result = rounds.submit("b");
			interrupted.complete(Thread.currentThread().isInterrupted());
			return result;
		});
		Thread caller = startAndWait(task);
		caller.interrupt();
		firstMayEnd.countDown();
		assertThat(task.get()).isEqualTo("B");
		assertThat(interrupted.get()).isTrue();
	}

}
