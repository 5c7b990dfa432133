package io.switchgear.change.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessResourceFailureException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Callers that bring a text each, whose first letter only one of a round may have. */
@Timeout(60)
class RoundsTests {

	private static final String BAD = "!";

	private final List<List<String>> statements = Collections.synchronizedList(new ArrayList<>());

	private final List<Thread> runBy = Collections.synchronizedList(new ArrayList<>());

	private final CountDownLatch firstIsUnderWay = new CountDownLatch(1);

	private final CountDownLatch firstMayEnd = new CountDownLatch(1);

	private volatile UnaryOperator<List<String>> server = RoundsTests::answers;

	private volatile Runnable gathering = () -> {
	};

	private final Rounds<String, String> rounds = new Rounds<>((text) -> Set.of(text.charAt(0)), this::run,
			() -> gathering.run());

	@AfterEach
	void end() {
		firstMayEnd.countDown();
	}

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

	private List<String> run(List<String> round) {
		boolean first;
		synchronized (statements) {
			first = statements.isEmpty();
			statements.add(round);
		}
		runBy.add(Thread.currentThread());
		if (first) {
			firstIsUnderWay.countDown();
			try {
				firstMayEnd.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}
		return server.apply(round);
	}

	private static List<String> answers(List<String> round) {
		return round.stream().map(String::toUpperCase).toList();
	}

	private static List<String> fail(String state) {
		throw new DataAccessResourceFailureException("it failed",
				new SQLException("it failed", state.isEmpty() ? null : state));
	}

	private static void assertFailedWith(Future<String> caller, String state) {
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(caller::get)
			.withCauseInstanceOf(DataAccessResourceFailureException.class)
			.havingRootCause()
			.isInstanceOfSatisfying(SQLException.class,
					(ex) -> assertThat(ex.getSQLState()).isEqualTo(state.isEmpty() ? null : state));
	}

	/** Runs a round until it may end. */
	private void occupy(String text) throws InterruptedException {
		new Thread(() -> rounds.submit(text)).start();
		firstIsUnderWay.await();
	}

	private Future<String> call(String text) {
		FutureTask<String> task = new FutureTask<>(() -> rounds.submit(text));
		Thread caller = new Thread(task);
		caller.start();
		return task;
	}

	/** Lets them come in that order, until each waits for its turn. */
	private List<Future<String>> callAndWait(List<String> texts) {
		List<Future<String>> tasks = new ArrayList<>();
		for (String text : texts) {
			FutureTask<String> task = new FutureTask<>(() -> rounds.submit(text));
			startAndWait(task);
			tasks.add(task);
		}
		return tasks;
	}

	private Thread startAndWait(FutureTask<String> task) {
		Thread caller = new Thread(task);
		caller.start();
		// That is where CompletableFuture.join() parks
		await().pollInterval(Duration.ofMillis(1))
			.until(() -> String.valueOf(LockSupport.getBlocker(caller)).contains("CompletableFuture"));
		return caller;
	}

	private static List<String> results(List<Future<String>> callers) throws Exception {
		List<String> results = new ArrayList<>();
		for (Future<String> caller : callers) {
			results.add(caller.get());
		}
		return results;
	}

	private static List<Character> firstLetters(List<String> texts) {
		return texts.stream().map((text) -> text.charAt(0)).toList();
	}

}
