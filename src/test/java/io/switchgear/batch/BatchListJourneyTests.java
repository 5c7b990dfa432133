package io.switchgear.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.switchgear.support.Journey;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The list of batches. */
class BatchListJourneyTests extends Journey {

	private static final Duration SOON = Duration.ofSeconds(40);

	@Test
	void showsTheNewestFirstAndGoesOnByCursor() {
		List<String> created = new ArrayList<>();
		for (int id = 1; id <= 5; id++) {
			created.addFirst(disable(caller(), "rootfi/" + id));
		}
		List<String> seen = new ArrayList<>();
		String cursor = "";
		do {
			JsonNode part = list(caller(), "?limit=2" + cursor);
			part.path("items").forEach((batch) -> seen.add("/v1/batches/" + batch.path("id").asString()));
			cursor = "&cursor=" + part.path("nextCursor").asString("");
		}
		while (!cursor.equals("&cursor="));
		assertThat(seen).isEqualTo(created);
	}

	@Test
	void selectsByStateAndByWhoAsked() {
		rootFiIntegration();
		String done = disable(caller(), "rootfi/1234");
		String failed = disable(callerNamed("admin-ui"), "rootfi/99");
		await().atMost(SOON).untilAsserted(() -> {
			expectState(done, "succeeded");
			expectState(failed, "failed");
		});
		assertThat(shown(caller(), "?state=succeeded")).containsExactly(done);
		assertThat(shown(caller(), "?state=failed")).containsExactly(failed);
		assertThat(shown(caller(), "?state=running")).isEmpty();
		assertThat(shown(caller(), "?actor=admin-ui")).containsExactly(failed);
		assertThat(shown(caller(), "?actor=admin-ui&state=succeeded")).isEmpty();
	}

	@Test
	void goesOnPastBatchesInOtherStatesUntilAPartIsFull() {
		List<String> done = new ArrayList<>();
		for (int id = 1; id <= 3; id++) {
			rootfi.add(id, "XERO", CLIENT_ID, CLIENT_SECRET, false, true);
			done.addFirst(disable(caller(), "rootfi/" + id));
			disable(caller(), "rootfi/" + (90 + id));
		}
		await().atMost(SOON).untilAsserted(() -> assertThat(shown(caller(), "?state=succeeded")).isEqualTo(done));
		JsonNode part = list(caller(), "?state=succeeded&limit=2");
		assertThat(part.path("items")).hasSize(2);
		assertThat(shown(caller(), "?state=succeeded&limit=2&cursor=" + part.path("nextCursor").asString()))
			.containsExactly(done.getLast());
	}

	@Test
	void refusesWhatItDoesNotKnow() {
		for (String query : List.of("?state=done", "?limit=0", "?limit=201", "?cursor=x")) {
			caller().get().uri("/v1/batches" + query).exchange().expectStatus().isEqualTo(422);
		}
	}

	@Test
	void showsNothingOfProvidersThatTheTokenMayNotRead() {
		String batch = disable(caller(), "rootfi/1");
		assertThat(shown(caller("integrations:read:rootfi"), "")).containsExactly(batch);
		assertThat(shown(caller("integrations:read:whisk"), "")).isEmpty();
		caller("integrations:write").get().uri("/v1/batches").exchange().expectStatus().isForbidden();
	}

	@Test
	void saysWhetherTheTokenMayWriteToTheWholeBatch() {
		String batch = disable(caller(), "rootfi/1");
		assertThat(writable(caller(), batch)).isTrue();
		assertThat(writable(caller("integrations:read", "integrations:write:rootfi"), batch)).isTrue();
		assertThat(writable(caller("integrations:read", "integrations:write:whisk"), batch)).isFalse();
	}

	private static boolean writable(RestTestClient caller, String batch) {
		return json(caller.get().uri(batch).exchange()).path("writable").asBoolean();
	}

	private String disable(RestTestClient caller, String id) {
		return location(caller.post()
			.uri("/v1/batches")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"action\": \"disable\", \"integrations\": [\"%s\"]}".formatted(id))
			.exchange());
	}

	private static List<String> shown(RestTestClient caller, String query) {
		return list(caller, query).path("items")
			.valueStream()
			.map((batch) -> "/v1/batches/" + batch.path("id").asString())
			.toList();
	}

	private static JsonNode list(RestTestClient caller, String query) {
		return JsonMapper.shared()
			.readTree(Objects.requireNonNull(caller.get()
				.uri("/v1/batches" + query)
				.exchange()
				.expectStatus()
				.isOk()
				.returnResult(String.class)
				.getResponseBody()));
	}

}
