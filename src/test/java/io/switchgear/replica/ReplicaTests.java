package io.switchgear.replica;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import io.switchgear.support.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What holds over two replicas. */
@Timeout(240)
class ReplicaTests extends ReplicaJourney {

	// Of a machine that does more than this
	private static final Duration SLACK = Duration.ofSeconds(8);

	@Test
	void startWithoutAWarningOnOneScreen() throws Exception {
		assertThat(replicas.one().startLog()).isNotEmpty()
			.hasSizeLessThan(25)
			.noneMatch((line) -> line.contains("WARN") || line.contains("ERROR"));
	}

	@Test
	void sendsOneRequestForDuplicatesThatArriveOnBoth() throws Exception {
		addRootFi(1);
		List<Callable<Integer>> duplicates = IntStream.range(0, 50)
			.mapToObj((index) -> (index % 2 == 0) ? replicas.one() : replicas.other())
			.map((replica) -> (Callable<Integer>) () -> disableOnce(replica).status())
			.toList();
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			assertThat(threads.invokeAll(duplicates).stream().map((answer) -> answer.resultNow())).contains(200)
				.isSubsetOf(200, 409, 503);
		}
		assertThat(replicas.rootfi.journal().count("PUT")).isOne();
		for (Replica replica : List.of(replicas.one(), replicas.other())) {
			Answer repeated = disableOnce(replica);
			assertThat(repeated.status()).isEqualTo(200);
			assertThat(repeated.header("Idempotent-Replayed")).isEqualTo("true");
		}
	}

	@Test
	void refusesAVersionThatTheOtherReplicaHasReplaced() {
		addRootFi(1);
		replicas.one().post("/v1/integrations/rootfi/1/disable", "");
		String read = Objects.requireNonNull(replicas.one().get("/v1/integrations/rootfi/1").header("ETag"));
		replicas.other().post("/v1/integrations/rootfi/1/enable", "");
		int before = replicas.rootfi.journal().count();
		Answer refused = replicas.one().post("/v1/integrations/rootfi/1/disable", "", "If-Match", read);
		assertThat(refused.isProblem("integration.changed-meanwhile")).isTrue();
		assertThat(replicas.rootfi.journal().count()).isEqualTo(before);
	}

	@Test
	void holdsBothReplicasBackAndLetsBothGo() {
		// Enough to last until all know of the hold, even if they are slow to
		int total = 1200;
		addRootFi(total);
		String batch = disableAll(total);
		await().atMost(SOON).until(() -> replicas.rootfi.journal().count("PUT") >= 60);
		replicas.one().send("PUT", "/v1/providers/rootfi/hold", "{\"reason\": \"incident 4711\"}");
		Instant held = Instant.now().plus(HELD_EVERYWHERE).plus(SLACK);
		await().atMost(SOON).until(() -> Instant.now().isAfter(held.plusSeconds(1)));
		assertThat(replicas.rootfi.journal().all()).allMatch((call) -> call.at().isBefore(held));
		assertThat(progress(batch, "pending")).isPositive();
		for (Replica replica : List.of(replicas.one(), replicas.other())) {
			assertThat(replica.post("/v1/integrations/rootfi/1/enable", "").isProblem("provider.on-hold")).isTrue();
		}
		replicas.other().send("DELETE", "/v1/providers/rootfi/hold", "");
		for (Replica replica : List.of(replicas.one(), replicas.other())) {
			await().atMost(SOON)
				.until(() -> !replica.post("/v1/integrations/rootfi/1/enable", "").isProblem("provider.on-hold"));
			// The batch takes its part of the rate
			await().atMost(SOON).until(() -> replica.post("/v1/integrations/rootfi/1/enable", "").status() == 200);
		}
		awaitState(replicas.one(), batch, "succeeded");
	}

	@Test
	void missesNoEventAndKeepsTheirOrderWhereAReaderGoesOnElsewhere() throws Exception {
		addRootFi(5);
		try (EventReader reader = new EventReader();
				ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
			reader.follow(replicas.one());
			List<Callable<Integer>> writers = LongStream.rangeClosed(1, 5).mapToObj(this::switchingOnTheOther).toList();
			Thread writing = Thread.ofVirtual().start(() -> invokeAll(callers, writers));
			await().atMost(SOON).until(() -> reader.seen().size() > 20);
			replicas.one().kill();
			writing.join();
			reader.follow(replicas.other());
			List<String> happened = replicas.jdbc.sql("select change || ' ' || state from change_event order by seq")
				.query(String.class)
				.list();
			await().atMost(SOON).until(() -> reader.seen().size() >= happened.size());
			assertThat(reader.seen()).containsExactlyInAnyOrderElementsOf(happened);
			assertThat(byIntegration(reader.seen())).isEqualTo(byIntegration(happened));
		}
	}

	@Test
	void endsByItselfWhenItIsAskedToAndLeavesNothingBehind() throws InterruptedException {
		addRootFi(100);
		String batch = disableAll(100);
		await().atMost(SOON).until(() -> replicas.rootfi.journal().count("PUT") >= 20);
		assertThat(replicas.one().stop()).isTrue();
		awaitState(replicas.other(), batch, "succeeded");
		assertThat(replicas.rootfi.journal().count("PUT")).isEqualTo(100);
	}

}
