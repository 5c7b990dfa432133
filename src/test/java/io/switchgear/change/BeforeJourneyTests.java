package io.switchgear.change;

import java.time.Duration;

import io.switchgear.simulator.Fault;
import io.switchgear.support.Journey;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the history says of an integration before and after a change. */
class BeforeJourneyTests extends Journey {

	private static final Duration SOON = Duration.ofSeconds(40);

	@Test
	void showsWhatWasReadJustBeforeTheFirstWrite() {
		String uri = "/v1/integrations/rootfi/" + rootFiIntegration();
		turn(uri, "disable");
		JsonNode change = last(uri);
		assertThat(change.at("/before/enabled").isNull()).as("nobody had asked").isTrue();
		assertThat(change.at("/before/observed/enabled").asBoolean(false)).isTrue();
		assertThat(change.at("/before/observed/at").asString()).endsWith("Z");
		assertThat(change.at("/before/sync").asString()).isEqualTo("in_sync");
		assertThat(change.at("/before/settings/useProviderIdentity").asBoolean(false)).isTrue();
		assertThat(change.at("/after/enabled").asBoolean(true)).isFalse();
		assertThat(change.at("/after/observed/enabled").asBoolean(true)).isFalse();
	}

	@Test
	void showsWhatTheProviderHadBesideWhatHadBeenAskedFor() {
		long id = rootFiIntegration();
		String uri = "/v1/integrations/rootfi/" + id;
		turn(uri, "enable");
		rootfi.flip(id, true);
		turn(uri, "disable");
		JsonNode before = last(uri).path("before");
		assertThat(before.path("enabled").asBoolean(false)).isTrue();
		assertThat(before.at("/observed/enabled").asBoolean(true)).isFalse();
		assertThat(before.path("sync").asString()).isEqualTo("drifted");
	}

	@Test
	void showsWhatWasKnownIfTheProviderIsNotReadBeforeAWrite() {
		String uri = "/v1/integrations/whisk/" + whiskIntegration();
		turn(uri, "disable");
		JsonNode first = last(uri).path("before");
		assertThat(first.path("observed").isNull()).isTrue();
		assertThat(first.path("sync").asString()).isEqualTo("unknown");
		JsonNode left = last(uri).at("/after/observed");
		turn(uri, "enable");
		JsonNode second = last(uri).path("before");
		assertThat(second.path("observed")).as("also in the form of its time").isEqualTo(left);
		assertThat(second.at("/observed/enabled").asBoolean(true)).isFalse();
		assertThat(second.path("sync").asString()).isEqualTo("in_sync");
	}

	@Test
	void showsWhatWasReadBeforeTheFirstOfSeveralAttempts() {
		long id = rootFiIntegration();
		String uri = "/v1/integrations/rootfi/" + id;
		rootfi.when("PUT", Fault.applyThenAnswer(503, "application/json", "{}"));
		caller().post()
			.uri(uri + "/disable")
			.header("Prefer", "respond-async")
			.exchange()
			.expectStatus()
			.isEqualTo(202);
		await().atMost(SOON).until(() -> last(uri).at("/problem/code").asString().equals("provider.error"));
		rootfi.recover();
		await().atMost(SOON).until(() -> last(uri).path("state").asString().equals("succeeded"));
		assertThat(rootfi.get(id).disabled()).isTrue();
		assertThat(last(uri).at("/before/observed/enabled").asBoolean(false)).isTrue();
	}

	@Test
	void showsBothOfAnEditOfTheGatewaysOwnData() {
		String uri = "/v1/integrations/rootfi/" + rootFiIntegration();
		turn(uri, "disable");
		caller().patch()
			.uri(uri)
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"displayName\": \"Zoho Books\"}")
			.exchange()
			.expectStatus()
			.isOk();
		JsonNode edit = last(uri);
		assertThat(edit.at("/before/observed/enabled").asBoolean(true)).isFalse();
		assertThat(edit.at("/after/observed/enabled").asBoolean(true)).isFalse();
		assertThat(edit.at("/after/displayName").asString()).isEqualTo("Zoho Books");
	}

	private void turn(String uri, String action) {
		caller().post().uri(uri + "/" + action).exchange().expectStatus().isOk();
	}

	private JsonNode last(String uri) {
		RestTestClient.ResponseSpec response = caller().get().uri(uri + "/changes?limit=1").exchange();
		return json(response).at("/items/0");
	}

}
