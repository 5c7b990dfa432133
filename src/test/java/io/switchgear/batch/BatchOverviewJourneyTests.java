package io.switchgear.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.switchgear.simulator.Fault;
import io.switchgear.support.Journey;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a screen shows of a batch without asking for each item. */
class BatchOverviewJourneyTests extends Journey {

	private static final Duration SOON = Duration.ofSeconds(40);

	@Test
	void groupsTheFailedItemsByCode() {
		rootFiIntegration();
		whisk.always(Fault.answer(400));
		String atWhisk = "whisk/" + UUID.randomUUID();
		String batch = location(post(caller(), "", "rootfi/1234", "rootfi/97", "rootfi/98", atWhisk));
		await().atMost(SOON).untilAsserted(() -> expectState(batch, "partially_failed"));
		assertThat(get(caller(), batch).path("failures")).hasToString("""
				[{"code":"provider.integration-not-found","items":2},{"code":"provider.rejected","items":1}]""");
		assertThat(get(caller("integrations:read:whisk"), batch).path("failures")).hasToString("""
				[{"code":"provider.rejected","items":1}]""");
		assertThat(get(caller(), "/v1/batches").at("/items/0").has("failures")).isFalse();
		assertThat(integrations(batch + "/changes?code=provider.rejected")).containsExactly(atWhisk);
		assertThat(integrations(batch + "/changes?code=provider.integration-not-found&state=failed"))
			.containsExactlyInAnyOrder("rootfi/97", "rootfi/98");
		assertThat(integrations(batch + "/changes?state=succeeded")).containsExactly("rootfi/1234");
		String id = batch.substring("/v1/batches/".length());
		assertThat(integrations("/v1/changes?batch=" + id + "&provider=whisk")).containsExactly(atWhisk);
		caller().get().uri(batch + "/changes?code=no.such-code").exchange().expectStatus().isEqualTo(422);
	}

	@Test
	void saysOfEachItemInADryRunWhetherItWouldBeChanged() {
		rootFiIntegration();
		caller().post().uri("/v1/integrations/rootfi/1234/disable").exchange().expectStatus().isOk();
		caller().patch()
			.uri("/v1/integrations/rootfi/1234")
			.contentType(MediaType.valueOf("application/merge-patch+json"))
			.body("{\"displayName\": \"Zoho Books\"}")
			.exchange()
			.expectStatus()
			.isOk();
		String on = whiskIntegration();
		caller().get().uri("/v1/integrations/whisk/{id}?fresh=true", on).exchange().expectStatus().isOk();
		JsonNode dryRun = json(post(caller(), "?dryRun=true", "rootfi/1234", "whisk/" + on, "rootfi/4711"))
			.path("dryRun");
		assertThat(dryRun.path("wouldChange").asInt()).isEqualTo(2);
		JsonNode off = dryRun.at("/integrations/0");
		assertThat(off.path("id").asString()).isEqualTo("rootfi/1234");
		assertThat(off.path("displayName").asString()).isEqualTo("Zoho Books");
		assertThat(off.path("enabled").asBoolean(true)).isFalse();
		assertThat(off.path("sync").asString()).isEqualTo("in_sync");
		assertThat(off.path("version").asLong()).isPositive();
		assertThat(off.path("wouldChange").asBoolean(true)).isFalse();
		assertThat(dryRun.at("/integrations/1/wouldChange").asBoolean()).isTrue();
		assertThat(dryRun.at("/integrations/2").toString())
			.isEqualTo("{\"id\":\"rootfi/4711\",\"sync\":\"unknown\",\"wouldChange\":true}");
	}

	@Test
	void tellsNothingOfItemsThatTheTokenMayNotRead() {
		rootFiIntegration();
		caller().post().uri("/v1/integrations/rootfi/1234/disable").exchange().expectStatus().isOk();
		JsonNode dryRun = json(post(caller("integrations:write"), "?dryRun=true", "rootfi/1234")).path("dryRun");
		assertThat(dryRun).hasToString("{\"wouldChange\":0,\"integrations\":[{\"id\":\"rootfi/1234\"}]}");
	}

	private RestTestClient.ResponseSpec post(RestTestClient caller, String query, String... ids) {
		return caller.post()
			.uri("/v1/batches" + query)
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"action\": \"disable\", \"integrations\": [\"%s\"]}".formatted(String.join("\", \"", ids)))
			.exchange();
	}

	private List<String> integrations(String list) {
		List<String> ids = new ArrayList<>();
		get(caller(), list).path("items").forEach((change) -> ids.add(change.path("integration").asString()));
		return ids;
	}

	private static JsonNode get(RestTestClient caller, String uri) {
		return json(caller.get().uri(uri).exchange().expectStatus().isOk());
	}

}
