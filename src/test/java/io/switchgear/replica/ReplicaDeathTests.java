package io.switchgear.replica;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import io.switchgear.simulator.Fault;
import io.switchgear.simulator.Received;
import io.switchgear.support.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What becomes of the work of a replica that dies, wherever it stood. */
@Timeout(240)
class ReplicaDeathTests extends ReplicaJourney {

	@Test
	void sendsAWriteThatADeadReplicaHadNotSent() {
		addRootFi(1);
		replicas.rootfi.when("GET", Fault.hang());
		disableAndKillWhen("rootfi/1", () -> replicas.rootfi.journal().count("GET") == 1);
		replicas.rootfi.recover();
		assertTakenOver("rootfi/1");
		assertThat(replicas.rootfi.journal().count("PUT")).isOne();
		assertThat(replicas.rootfi.get(1).disabled()).isTrue();
	}

	@Test
	void sendsAWriteAgainThatTheProviderHadNotDone() {
		String id = addWhisk();
		replicas.whisk.when("POST", Fault.hang());
		disableAndKillWhen("whisk/" + id, () -> replicas.whisk.journal().count("POST") == 1);
		replicas.whisk.recover();
		assertTakenOver("whisk/" + id);
		assertThat(replicas.whisk.journal().count("POST")).isEqualTo(2);
		assertThat(replicas.whisk.enabled(id)).isFalse();
	}

	@Test
	void doesNotRepeatAWriteThatTheProviderHadDoneUnheard() {
		String id = addWhisk();
		replicas.whisk.when("POST", Fault.applyThenHang());
		disableAndKillWhen("whisk/" + id, () -> replicas.whisk.journal().count("POST") == 1);
		replicas.whisk.recover();
		assertTakenOver("whisk/" + id);
		assertThat(replicas.whisk.journal().count("POST")).isOne();
	}

	@Test
	void completesAChangeThatTheProviderHadConfirmed() {
		String id = addWhisk();
		try (CompletionGate gate = CompletionGate.closed(replicas.database)) {
			disableAndKillWhen("whisk/" + id, gate::isReached);
			// The server ends the statement of a client that is gone; it would else be
			// completed
			await().atMost(SOON).until(() -> !gate.isReached());
		}
		assertTakenOver("whisk/" + id);
		assertThat(replicas.whisk.journal().count("POST")).isOne();
	}

	@Test
	void carriesOutWhatADeadReplicaAcceptedInAnOutage() {
		String id = addWhisk();
		replicas.whisk.always(Fault.answer(503));
		Answer accepted = replicas.one()
			.post("/v1/integrations/whisk/" + id + "/disable", "", "Prefer", "respond-async");
		assertThat(accepted.status()).isEqualTo(202);
		await().atMost(SOON).until(() -> replicas.whisk.journal().count() > 0);
		replicas.one().kill();
		replicas.whisk.recover();
		awaitState(replicas.other(), Objects.requireNonNull(accepted.header("Location")), "succeeded");
		assertThat(replicas.whisk.enabled(id)).isFalse();
	}

	@Test
	void carriesABatchThroughTheDeathOfAReplica() {
		int total = 200;
		addRootFi(total);
		String batch = disableAll(total);
		await().atMost(SOON).until(() -> replicas.rootfi.journal().count("PUT") >= total / 3);
		replicas.one().kill();
		await().atMost(RECOVERED).untilAsserted(() -> {
			assertThat(progress(batch, "pending") + progress(batch, "applying") + progress(batch, "succeeded"))
				.isEqualTo(total);
			assertThat(replicas.other().get(batch).json().path("state").asString()).isEqualTo("succeeded");
		});
		assertThat(progress(batch, "succeeded")).isEqualTo(total);
		assertThat(LongStream.rangeClosed(1, total)).allMatch((id) -> replicas.rootfi.get(id).disabled());
		Map<String, Long> writes = replicas.rootfi.journal()
			.of("PUT")
			.stream()
			.collect(Collectors.groupingBy(Received::path, Collectors.counting()));
		assertThat(writes).hasSize(total);
		assertThat(writes.values()).allMatch((count) -> count <= 2);
		assertThat(writes.values().stream().filter((count) -> count == 2))
			.hasSizeLessThanOrEqualTo(THREADS_OF_A_REPLICA);
		assertThat(
				replicas.jdbc.sql("select count(*) from change where state <> 'succeeded'").query(Long.class).single())
			.isZero();
	}

	/** The caller is cut off, as all are whose replica dies. */
	private static void disableAndKillWhen(String integration, Callable<Boolean> point) {
		try (ExecutorService caller = Executors.newVirtualThreadPerTaskExecutor()) {
			CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> disable(replicas.one(), integration),
					caller);
			await().atMost(SOON).until(point);
			replicas.one().kill();
			assertThat(answer).failsWithin(SOON).withThrowableThat().withRootCauseInstanceOf(IOException.class);
		}
	}

	/** The caller's repeat gets the answer that the first call did not live to give. */
	private static void assertTakenOver(String integration) {
		replicas.letLeasesRunOut();
		await().atMost(RECOVERED).until(() -> disable(replicas.other(), integration).status() == 200);
		Answer repeated = disable(replicas.other(), integration);
		assertThat(repeated.header("Idempotent-Replayed")).isEqualTo("true");
		assertThat(repeated.json().path("sync").asString()).isEqualTo("in_sync");
		JsonNode changes = replicas.other().get("/v1/integrations/" + integration + "/changes").json().path("items");
		assertThat(changes).hasSize(1);
		assertThat(changes.path(0).path("state").asString()).isEqualTo("succeeded");
		assertThat(changes.path(0).path("source").asString()).isEqualTo("recovery");
	}

	private static Answer disable(Replica replica, String integration) {
		return replica.post("/v1/integrations/" + integration + "/disable", "", "Idempotency-Key", "once");
	}

}
