package io.switchgear.replica;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Differences are found by two replicas that look for them, and told once. */
@Timeout(240)
class DriftReplicaTests extends ReplicaJourney {

	private static final Duration INTERVAL = Duration.ofSeconds(4);

	// Of the loop, of the reader of events, and of a machine that does more than this
	private static final Duration SLACK = Duration.ofSeconds(20);

	@BeforeAll
	static void lookEveryFewSeconds() {
		replicas.with("switchgear.providers.whisk.import-every", INTERVAL.toSeconds() + "s")
			.with("switchgear.providers.rootfi.reread-every", INTERVAL.toSeconds() + "s");
	}

	@Test
	void findsWhatWasSwitchedOutsideWithinAnIntervalAndTellsItOnce() throws Exception {
		List<String> whisk = Stream.generate(ReplicaJourney::addWhisk).limit(20).toList();
		addRootFi(10);
		List<String> switched = new ArrayList<>(whisk.subList(0, 5).stream().map((id) -> "whisk/" + id).toList());
		switched.addAll(List.of("rootfi/1", "rootfi/2", "rootfi/3", "rootfi/4"));
		for (String integration : switched) {
			assertThat(replicas.one().post("/v1/integrations/" + integration + "/disable", "").status()).isEqualTo(200);
		}
		List<String> flipped = new ArrayList<>(switched.subList(0, 3));
		flipped.addAll(List.of("rootfi/2", "rootfi/3"));
		try (EventReader here = new EventReader(); EventReader there = new EventReader()) {
			here.follow(replicas.one());
			there.follow(replicas.other());
			whisk.subList(0, 3).forEach((id) -> replicas.whisk.flip(id, true));
			// Nobody asked for anything of this one
			replicas.whisk.flip(whisk.getLast(), false);
			List.of(2L, 3L).forEach((id) -> replicas.rootfi.flip(id, false));
			await().atMost(INTERVAL.plus(SLACK)).until(() -> here.seen("integration").size() == flipped.size());
			await().during(INTERVAL.multipliedBy(2))
				.atMost(INTERVAL.multipliedBy(2).plus(SLACK))
				.until(() -> here.seen("integration").size() == flipped.size());
			for (EventReader reader : List.of(here, there)) {
				assertThat(reader.seen("integration")).hasSize(flipped.size())
					.allMatch((told) -> told.path("sync").asString().equals("drifted"))
					.extracting((told) -> told.path("integration").asString())
					.containsExactlyInAnyOrderElementsOf(flipped);
			}
		}
		JsonNode drifted = replicas.other().get("/v1/integrations?sync=drifted").json().path("items");
		assertThat(drifted.valueStream().map((item) -> item.path("id").asString()))
			.containsExactlyInAnyOrderElementsOf(flipped);
		assertThat(replicas.whisk.enabled(whisk.getFirst())).as("is not repaired").isTrue();
		assertThat(replicas.jdbc.sql("select count(*) from change").query(Integer.class).single())
			.isEqualTo(switched.size());
		replicas.rootfi.reset();
		await().atMost(INTERVAL.plus(SLACK)).until(() -> missing() == 4);
	}

	/** Of those that are known, RootFi has none any more. */
	private static int missing() {
		return replicas.other().get("/v1/providers/rootfi").json().at("/inventory/missing").asInt();
	}

}
