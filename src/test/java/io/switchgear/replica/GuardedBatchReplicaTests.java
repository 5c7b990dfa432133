package io.switchgear.replica;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import io.switchgear.simulator.Fault;
import io.switchgear.simulator.Received;
import io.switchgear.support.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What bounds a batch holds over all replicas, whichever of them dies. */
@Timeout(240)
class GuardedBatchReplicaTests extends ReplicaJourney {

	private static final Fault REFUSAL = Fault.answer(400);

	@Test
	void callsNoMoreThanMayFailThoughAReplicaDiesAtTheThirdError() throws Exception {
		Replica third = replicas.third();
		addRootFi(1000);
		replicas.rootfi.next(REFUSAL, REFUSAL, REFUSAL, Fault.hang(), Fault.hang(), Fault.hang());
		replicas.rootfi.always(REFUSAL);
		// So that the one that dies has what is on the wire
		replicas.other().freeze();
		third.freeze();
		String batch = disable(1000, "\"maxErrors\": 5");
		await().atMost(SOON).until(() -> count("state = 'failed'") == 3 && count("state = 'applying'") == 3);
		replicas.other().thaw();
		third.thaw();
		replicas.one().kill();
		awaitState(replicas.other(), batch, "cancelled");
		JsonNode stopped = replicas.other().get(batch).json();
		assertThat(stopped.at("/stoppedBy/errors").asInt()).isEqualTo(6);
		assertThat(stopped.at("/progress/failed").asInt()).isEqualTo(6);
		assertThat(called()).hasSize(6);
		await().atMost(SOON).until(() -> count("state = 'pending'") == 0);
		assertThat(withdrawals()).as("and not one for each").isLessThanOrEqualTo(3);
		assertThat(count("state = 'cancelled' and problem ->> 'code' = 'batch.too-many-errors'")).isEqualTo(994);
		assertThat(called()).hasSize(6);
	}

	@Test
	void appliesNoMoreAtOnceThanTheBatchAllows() {
		Duration taken = Duration.ofMillis(300);
		replicas.whisk.always(Fault.slowHeaders(taken));
		List<String> ids = IntStream.range(0, 40).mapToObj((index) -> "\"whisk/" + addWhisk() + "\"").toList();
		String batch = create(String.join(",", ids), "\"maxConcurrency\": 3");
		awaitState(replicas.other(), batch, "succeeded");
		List<Instant> arrivals = replicas.whisk.journal().of("POST").stream().map(Received::at).sorted().toList();
		assertThat(arrivals).hasSize(40);
		for (int index = 3; index < arrivals.size(); index++) {
			assertThat(Duration.between(arrivals.get(index - 3), arrivals.get(index)))
				.as("between %d and the third after it", index - 3)
				.isGreaterThanOrEqualTo(taken);
		}
	}

	private static Set<String> called() {
		return replicas.rootfi.journal().all().stream().map(Received::path).collect(Collectors.toSet());
	}

	private static String disable(int items, String bounds) {
		return create(LongStream.rangeClosed(1, items)
			.mapToObj((id) -> "\"rootfi/%d\"".formatted(id))
			.collect(Collectors.joining(",")), bounds);
	}

	private static String create(String ids, String bounds) {
		Answer accepted = replicas.one()
			.post("/v1/batches", "{\"action\": \"disable\", \"integrations\": [%s], %s}".formatted(ids, bounds));
		assertThat(accepted.status()).isEqualTo(202);
		return Objects.requireNonNull(accepted.header("Location"));
	}

	private static long count(String condition) {
		return replicas.jdbc.sql("select count(*) from change where " + condition).query(Long.class).single();
	}

	/** How many statements it took: each writes a time of its own. */
	private static long withdrawals() {
		return replicas.jdbc.sql("select count(distinct finished_at) from change where state = 'cancelled'")
			.query(Long.class)
			.single();
	}

}
