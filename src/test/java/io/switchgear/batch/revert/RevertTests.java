package io.switchgear.batch.revert;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import io.switchgear.simulator.RootFiSimulator;
import io.switchgear.support.OwnGateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

import static io.switchgear.support.Journey.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A batch that turned out to be wrong is taken back, and nothing else is. */
@Timeout(300)
class RevertTests {

	private static final int ALL = 500;

	private static final int OFF_BEFORE = 60;

	private static final int CHANGED_SINCE = 65;

	private static final int FLIPPED = 68;

	private static final int RESTORED = ALL - FLIPPED;

	private static final String SKIPPED = """
			[{"code":"revert.unchanged","items":60},{"code":"revert.changed-since","items":5},\
			{"code":"revert.changed-at-provider","items":3}]""";

	@Test
	void restoresWhatTheBatchChangedAndNobodyElseSinceAndPlannedTheSame() {
		try (OwnGateway own = new OwnGateway("reverts")) {
			RestTestClient caller = OwnGateway
				.caller(own.start(List.of("resilience4j.ratelimiter.instances.rootfi.limit-for-period=5000")));
			String batch = disabledAll(caller, own.rootfi());
			ids(OFF_BEFORE + 1, CHANGED_SINCE).forEach((id) -> caller.post()
				.uri("/v1/integrations/rootfi/{id}/enable", id)
				.exchange()
				.expectStatus()
				.isOk());
			ids(CHANGED_SINCE + 1, FLIPPED).forEach((id) -> own.rootfi().flip(id, false));
			int writes = own.rootfi().journal().count("PUT");

			JsonNode plan = json(caller.post().uri(batch + "/revert?dryRun=true").exchange().expectStatus().isOk());
			assertPlanned(plan);
			assertThat(own.rootfi().journal().count("PUT")).isEqualTo(writes);
			assertThat(json(caller.get().uri("/v1/batches").exchange()).path("items")).hasSize(1);

			String revert = accepted(caller, batch + "/revert", "{\"reason\": \"it was the wrong customer\"}");
			JsonNode ended = awaitEnd(caller, revert);
			assertReverted(ended);
			assertThat(batch).endsWith(ended.path("reverts").asString());
			assertThat(skipped(caller, revert)).hasSize(FLIPPED).isEqualTo(skippedIn(plan));
			assertThat(own.rootfi().journal().count("PUT")).isEqualTo(writes + RESTORED);
			assertOff(own.rootfi(), 1, OFF_BEFORE, true);
			assertOff(own.rootfi(), OFF_BEFORE + 1, ALL, false);
			JsonNode item = json(caller.get().uri(revert + "/changes?limit=1").exchange()).at("/items/0");
			assertThat(item.path("source").asString()).isEqualTo("revert");
			assertThat(item.path("requests").asInt()).as("one read, one write").isEqualTo(2);
			assertThat(item.path("reason").asString()).isEqualTo("it was the wrong customer");

			JsonNode again = awaitEnd(caller, accepted(caller, revert + "/revert", "{}"));
			assertThat(again.at("/progress/succeeded").asInt()).isEqualTo(RESTORED);
			assertOff(own.rootfi(), FLIPPED + 1, ALL, true);
			assertOff(own.rootfi(), OFF_BEFORE + 1, FLIPPED, false);
		}
	}

	private static String disabledAll(RestTestClient caller, RootFiSimulator rootfi) {
		ids(1, ALL).forEach((id) -> rootfi.add(id, "XERO", "1000.clientidentifier.0001", "the-secret-0001",
				id <= OFF_BEFORE, true));
		String ids = ids(1, ALL).mapToObj("\"rootfi/%d\""::formatted).collect(Collectors.joining(","));
		String batch = accepted(caller, "/v1/batches",
				"{\"action\": \"disable\", \"reason\": \"incident 4711\", \"integrations\": [%s]}".formatted(ids));
		awaitEnd(caller, batch);
		return batch;
	}

	private static void assertPlanned(JsonNode plan) {
		assertThat(plan.path("state").asString()).isEqualTo("dry_run");
		assertThat(plan.path("skipped")).hasToString(SKIPPED);
		assertThat(plan.at("/dryRun/wouldChange").asInt()).isEqualTo(RESTORED);
		assertThat(plan.at("/progress/total").asInt()).isEqualTo(RESTORED);
		assertThat(plan.at("/dryRun/integrations")).hasSize(ALL)
			.noneMatch((item) -> item.path("unchecked").asBoolean(false));
	}

	private static void assertReverted(JsonNode ended) {
		assertThat(ended.path("state").asString()).isEqualTo("succeeded");
		assertThat(ended.path("action").asString()).isEqualTo("revert");
		assertThat(ended.at("/progress/succeeded").asInt()).isEqualTo(RESTORED);
		assertThat(ended.at("/progress/failed").asInt()).isZero();
		assertThat(ended.path("skipped")).hasToString(SKIPPED);
	}

	private static LongStream ids(int from, int to) {
		return LongStream.rangeClosed(from, to);
	}

	private static void assertOff(RootFiSimulator rootfi, int from, int to, boolean off) {
		assertThat(ids(from, to).filter((id) -> rootfi.get(id).disabled() != off).boxed()).isEmpty();
	}

	/** Why each was skipped. */
	private static Map<String, String> skipped(RestTestClient caller, String revert) {
		Map<String, String> skipped = new TreeMap<>();
		json(caller.get().uri(revert + "/skipped?limit=200").exchange().expectStatus().isOk()).path("items")
			.forEach((item) -> skipped.put(item.path("integration").asString(), item.path("code").asString()));
		return skipped;
	}

	private static Map<String, String> skippedIn(JsonNode plan) {
		Map<String, String> skipped = new TreeMap<>();
		plan.at("/dryRun/integrations").forEach((item) -> {
			if (item.has("skipped")) {
				skipped.put(item.path("id").asString(), item.path("skipped").asString());
			}
		});
		return skipped;
	}

	private static JsonNode awaitEnd(RestTestClient caller, String batch) {
		return await().atMost(Duration.ofMinutes(2))
			.until(() -> json(caller.get().uri(batch).exchange()),
					(read) -> !List.of("pending", "running").contains(read.path("state").asString()));
	}

	private static String accepted(RestTestClient caller, String uri, String body) {
		return Objects.requireNonNull(caller.post()
			.uri(uri)
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.exchange()
			.expectStatus()
			.isEqualTo(202)
			.returnResult(String.class)
			.getResponseHeaders()
			.getFirst("Location"));
	}

}
