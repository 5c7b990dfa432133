package io.switchgear.replica;

import java.time.Duration;

import io.switchgear.simulator.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What becomes of an import whose replica dies. */
@Timeout(240)
class ImportReplicaTests extends ReplicaJourney {

	private static final int TOTAL = 5000;

	private static final int PAGES = 100;

	@Test
	void endsOnTheOtherReplicaWhereTheFirstStopped() {
		for (int index = 0; index < TOTAL; index++) {
			addWhisk();
		}
		replicas.whisk.pages(TOTAL / PAGES).when("GET", Fault.slowHeaders(Duration.ofMillis(500)));
		replicas.other().kill();
		assertThat(replicas.one().post("/v1/providers/whisk/import", "").status()).isEqualTo(202);
		await().atMost(SOON).until(() -> replicas.whisk.journal().count("GET") >= PAGES / 10);
		replicas.startAll();
		int read = replicas.whisk.journal().count("GET");
		assertThat(read).isLessThan(PAGES);
		replicas.one().kill();
		int known = known();
		assertThat(known).isBetween(1, TOTAL - 1);
		replicas.whisk.recover();
		await().atMost(RECOVERED)
			.untilAsserted(() -> assertThat(inventory().path("state").asString()).isEqualTo("listed"));
		assertThat(inventory().path("total").asInt()).isEqualTo(TOTAL);
		assertThat(inventory().path("missing").asInt()).isZero();
		assertThat(known()).isEqualTo(TOTAL);
		assertThat(replicas.whisk.journal().count("GET")).isBetween(PAGES, PAGES + 2);
	}

	private static JsonNode inventory() {
		return replicas.other().get("/v1/providers/whisk").json().path("inventory");
	}

	private static int known() {
		return replicas.jdbc.sql("select count(*) from integration").query(Integer.class).single();
	}

}
