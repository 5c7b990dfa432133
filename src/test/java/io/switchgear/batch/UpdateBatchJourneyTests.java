package io.switchgear.batch;

import java.time.Duration;
import java.util.List;

import io.switchgear.support.Journey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Batches that update their items, and what reverting them restores. */
class UpdateBatchJourneyTests extends Journey {

	private static final Duration SOON = Duration.ofSeconds(40);

	private static final String ROOTFI = "rootfi/1234";

	@Test
	void labelsManyWithoutCallingAnyProviderAndRestoresTheLabels() {
		String other = "whisk/" + whiskIntegration();
		patch("{\"labels\": {\"team\": \"billing\", \"tier\": \"1\"}}");
		putOnHold("rootfi");
		String body = body("{\"displayName\": \"Zoho\", \"labels\": {\"team\": \"ops\", \"tier\": null}}", ROOTFI,
				other);
		JsonNode plan = json(post("/v1/batches?dryRun=true", body).expectStatus().isOk());
		assertThat(plan.at("/dryRun/wouldChange").asInt()).isEqualTo(2);
		assertThat(plan.at("/patch/labels/tier").isNull()).isTrue();
		JsonNode batch = end(post("/v1/batches", body));
		assertThat(batch.path("action").asString()).isEqualTo("update");
		assertThat(batch.path("state").asString()).isEqualTo("succeeded");
		assertThat(batch.at("/patch/labels/team").asString()).isEqualTo("ops");
		assertThat(read(ROOTFI).path("labels")).hasToString("{\"team\":\"ops\"}");
		assertThat(read(other).path("displayName").asString()).isEqualTo("Zoho");
		assertThat(rootfi.journal().count() + whisk.journal().count()).isZero();
		assertThat(json(post("/v1/batches?dryRun=true", body)).at("/dryRun/wouldChange").asInt()).isZero();
		liftHold("rootfi");
		JsonNode revert = end(post("/v1/batches/" + batch.path("id").asString() + "/revert", "{}"));
		assertThat(revert.at("/progress/succeeded").asInt()).isEqualTo(2);
		assertThat(read(ROOTFI).path("labels")).hasToString("{\"team\":\"billing\",\"tier\":\"1\"}");
		assertThat(read(other).path("labels")).isEmpty();
		assertThat(read(other).has("displayName")).isFalse();
		assertThat(rootfi.journal().count() + whisk.journal().count()).isZero();
	}

	@Test
	void updatesSettingsAndRestoresThem() {
		rootFiIntegration();
		String body = body("{\"settings\": {\"useProviderIdentity\": false}}", ROOTFI);
		assertThat(json(post("/v1/batches?dryRun=true", body)).at("/dryRun/wouldChange").asInt()).isEqualTo(1);
		JsonNode batch = end(post("/v1/batches", body));
		assertThat(batch.path("state").asString()).isEqualTo("succeeded");
		assertThat(rootfi.get(1234).identity()).isFalse();
		assertThat(json(post("/v1/batches?dryRun=true", body)).at("/dryRun/wouldChange").asInt()).isZero();
		String revert = "/v1/batches/" + batch.path("id").asString() + "/revert";
		assertThat(json(post(revert + "?dryRun=true", "{}")).at("/dryRun/wouldChange").asInt()).isEqualTo(1);
		end(post(revert, "{}"));
		assertThat(rootfi.get(1234).identity()).isTrue();
		assertThat(rootfi.get(1234).disabled()).isFalse();
	}

	@Test
	void doesNotOvertakeAnUpdateThatWaits() {
		rootFiIntegration();
		putOnHold("rootfi");
		caller().patch()
			.uri("/v1/integrations/rootfi/1234")
			.header("Prefer", "respond-async")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"settings\": {\"useProviderIdentity\": false}, \"labels\": {\"team\": \"billing\"}}")
			.exchange()
			.expectStatus()
			.isEqualTo(202);
		String batch = location(post("/v1/batches", body("{\"labels\": {\"team\": \"ops\"}}", ROOTFI)));
		await().atMost(SOON)
			.until(() -> !json(caller().get().uri(batch + "/changes").exchange()).path("items").isEmpty());
		liftHold("rootfi");
		await().atMost(SOON).untilAsserted(() -> expectState(batch, "succeeded"));
		assertThat(read(ROOTFI).at("/labels/team").asString()).isEqualTo("ops");
		assertThat(read(ROOTFI).at("/settings/useProviderIdentity").asBoolean(true)).isFalse();
		assertThat(rootfi.journal().count("PUT")).isOne();
	}

	@Test
	void refusesWhatAProviderCannotDo() {
		post("/v1/batches", body("{\"settings\": {\"useProviderIdentity\": false}}", "whisk/" + whiskIntegration()))
			.expectStatus()
			.isEqualTo(422)
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo("capability.not-supported");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "{\"credentials\": {\"clientId\": \"a\"}} | /patch/credentials",
					"{\"enabled\": true} | /patch/enabled", "{} | /patch", "{\"settings\": null} | /patch/settings",
					"{\"settings\": {\"nope\": true}} | /patch/settings/nope",
					"{\"labels\": {\"a b\": \"c\"}} | /patch/labels/a b", "{\"nope\": 1} | /patch/nope", "5 | /patch",
					"null | /patch" })
	void refusesAPatchThatIsNotForMany(String patch, String pointer) {
		post("/v1/batches", body(patch, ROOTFI)).expectStatus()
			.isEqualTo(422)
			.expectBody()
			.jsonPath("$.errors[0].pointer")
			.isEqualTo(pointer)
			.jsonPath("$.errors.length()")
			.isEqualTo(1)
			.jsonPath("$.detail")
			.value(String.class, (detail) -> assertThat(detail).startsWith(pointer + ": "));
	}

	@Test
	void refusesAPatchOfASwitch() {
		post("/v1/batches", body("{\"displayName\": \"a\"}", ROOTFI).replace("update", "enable")).expectStatus()
			.isEqualTo(422)
			.expectBody()
			.jsonPath("$.errors[0].pointer")
			.isEqualTo("/patch");
	}

	private static String body(String patch, String... ids) {
		return "{\"action\": \"update\", \"patch\": %s, \"integrations\": [\"%s\"]}".formatted(patch,
				String.join("\", \"", ids));
	}

	private void patch(String body) {
		caller().patch()
			.uri("/v1/integrations/rootfi/1234")
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.exchange()
			.expectStatus()
			.isOk();
	}

	private JsonNode read(String id) {
		return json(caller().get().uri("/v1/integrations/" + id).exchange().expectStatus().isOk());
	}

	private JsonNode end(RestTestClient.ResponseSpec accepted) {
		String location = location(accepted);
		return await().atMost(SOON)
			.until(() -> json(caller().get().uri(location).exchange()),
					(read) -> !List.of("pending", "running").contains(read.path("state").asString()));
	}

	private RestTestClient.ResponseSpec post(String uri, String body) {
		return caller().post().uri(uri).contentType(MediaType.APPLICATION_JSON).body(body).exchange();
	}

}
