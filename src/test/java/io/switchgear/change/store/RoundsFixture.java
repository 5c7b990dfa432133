package io.switchgear.change.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.AfterEach;
import org.springframework.dao.DataAccessResourceFailureException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Callers that bring a text each, whose first letter only one of a round may have. */
abstract class RoundsFixture {

	static final String BAD = "!";

	final List<List<String>> statements = Collections.synchronizedList(new ArrayList<>());

	final List<Thread> runBy = Collections.synchronizedList(new ArrayList<>());

	final CountDownLatch firstIsUnderWay = new CountDownLatch(1);

	final CountDownLatch firstMayEnd = new CountDownLatch(1);

	volatile UnaryOperator<List<String>> server = RoundsTests::answers;

	volatile Runnable gathering = () -> {
	};

	final Rounds<String, String> rounds = new Rounds<>((text) -> Set.of(text.charAt(0)), this::run,
			() -> gathering.run());

	@AfterEach
	void end() {
		firstMayEnd.countDown();
	}

	List<String> run(List<String> round) {
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

	static List<String> answers(List<String> round) {
		return round.stream().map(String::toUpperCase).toList();
	}

	static List<String> fail(String state) {
		throw new DataAccessResourceFailureException("it failed",
				new SQLException("it failed", state.isEmpty() ? null : state));
	}

	static void assertFailedWith(Future<String> caller, String state) {
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(caller::get)
			.withCauseInstanceOf(DataAccessResourceFailureException.class)
			.havingRootCause()
			.isInstanceOfSatisfying(SQLException.class,
					(ex) -> assertThat(ex.getSQLState()).isEqualTo(state.isEmpty() ? null : state));
	}

	/** Runs a round until it may end. */
	void occupy(String text) throws InterruptedException {
		new Thread(() -> rounds.submit(text)).start();
		firstIsUnderWay.await();
	}

	Future<String> call(String text) {
		FutureTask<String> task = new FutureTask<>(() -> rounds.submit(text));
		Thread caller = new Thread(task);
		caller.start();
		return task;
	}

	/** Lets them come in that order, until each waits for its turn. */
	List<Future<String>> callAndWait(List<String> texts) {
		List<Future<String>> tasks = new ArrayList<>();
		for (String text : texts) {
			FutureTask<String> task = new FutureTask<>(() -> rounds.submit(text));
			startAndWait(task);
			tasks.add(task);
		}
		return tasks;
	}

	Thread startAndWait(FutureTask<String> task) {
		Thread caller = new Thread(task);
		caller.start();
		// That is where CompletableFuture.join() parks
		await().pollInterval(Duration.ofMillis(1))
			.until(() -> String.valueOf(LockSupport.getBlocker(caller)).contains("CompletableFuture"));
		return caller;
	}

	static List<String> results(List<Future<String>> callers) throws Exception {
		List<String> results = new ArrayList<>();
		for (Future<String> caller : callers) {
			results.add(caller.get());
		}
		return results;
	}

	static List<Character> firstLetters(List<String> texts) {
		return texts.stream().map((text) -> text.charAt(0)).toList();
	}

}
