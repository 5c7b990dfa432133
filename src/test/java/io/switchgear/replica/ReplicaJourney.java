package io.switchgear.replica;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import io.switchgear.support.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Two replicas of the gateway, and what is done to them. */
abstract class ReplicaJourney {

	// What a change may take that a dead replica left behind.
	protected static final Duration RECOVERED = Duration.ofMinutes(2);

	protected static final Duration HELD_EVERYWHERE = Duration.ofSeconds(2);

	protected static final Duration SOON = Duration.ofSeconds(30);

	protected static final int THREADS_OF_A_REPLICA = 16;

	protected static Replicas replicas;

	@BeforeAll
	static void connect() {
		replicas = new Replicas();
	}

	@AfterAll
	static void end() {
		replicas.close();
	}

	@BeforeEach
	void startAfresh() {
		replicas.startAll().startAfresh();
	}

	protected Callable<Integer> switchingOnTheOther(long id) {
		return () -> {
			for (int time = 0; time < 10; time++) {
				replicas.other().post("/v1/integrations/rootfi/" + id + ((time % 2 == 0) ? "/disable" : "/enable"), "");
			}
			return 0;
		};
	}

	protected static void invokeAll(ExecutorService threads, List<Callable<Integer>> work) {
		try {
			threads.invokeAll(work);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	protected static Map<String, List<String>> byIntegration(List<String> events) {
		Map<String, String> integrations = replicas.jdbc.sql("select id, external_id from change")
			.query((row, index) -> List.of(row.getString("id"), row.getString("external_id")))
			.list()
			.stream()
			.collect(Collectors.toMap(List::getFirst, List::getLast));
		return events.stream()
			.collect(Collectors.groupingBy((event) -> integrations.get(event.substring(0, event.indexOf(' ')))));
	}

	protected static Answer disableOnce(Replica replica) {
		return replica.post("/v1/integrations/rootfi/1/disable", "", "Idempotency-Key", "once");
	}

	protected static String disableAll(int count) {
		List<String> ids = LongStream.rangeClosed(1, count).mapToObj((id) -> "\"rootfi/%d\"".formatted(id)).toList();
		Answer accepted = replicas.one()
			.post("/v1/batches", "{\"action\": \"disable\", \"integrations\": %s}".formatted(ids));
		assertThat(accepted.status()).isEqualTo(202);
		return Objects.requireNonNull(accepted.header("Location"));
	}

	protected static int progress(String batch, String state) {
		return replicas.other().get(batch).json().at("/progress/" + state).asInt();
	}

	protected static void awaitState(Replica replica, String location, String state) {
		await().atMost(RECOVERED)
			.untilAsserted(() -> assertThat(replica.get(location).json().path("state").asString()).isEqualTo(state));
	}

	protected static void addRootFi(int count) {
		LongStream.rangeClosed(1, count)
			.forEach((id) -> replicas.rootfi.add(id, "XERO", "1000.clientidentifier.0001", "the-secret", false, true));
	}

	protected static String addWhisk() {
		String id = UUID.randomUUID().toString();
		replicas.whisk.add(id, "INTEGRATION_TYPE_SHOPIFY", true);
		return id;
	}

}
