package io.switchgear;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import io.switchgear.support.Journey;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.json.JsonMapper;

class PatchJourneyTests extends Journey {

	private static final MediaType MERGE_PATCH = MediaType.valueOf("application/merge-patch+json");

	@Test
	void changesNameAndLabelsWithoutCallingTheProvider() {
		patch("rootfi/1234", "{\"displayName\": \"Zoho\", \"labels\": {\"team\": \"billing\", \"tier\": \"gold\"}}")
			.expectStatus()
			.isOk();
		patch("rootfi/1234", "{\"displayName\": null, \"labels\": {\"tier\": null, \"region\": \"eu\"}}").expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.displayName")
			.doesNotExist()
			.jsonPath("$.labels")
			.isEqualTo(Map.of("team", "billing", "region", "eu"))
			.jsonPath("$.enabled")
			.isEmpty();
		assertThat(rootfi.journal().count()).isZero();
		assertThat(jdbc.sql("select count(*) from change where state = 'succeeded'").query(Long.class).single())
			.isEqualTo(2);
	}

	@Test
	void leavesWhatThePatchDoesNotName() {
		patch("rootfi/1234", "{\"displayName\": \"Zoho\", \"labels\": {\"team\": \"billing\"}}");
		patch("rootfi/1234", "{}").expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.displayName")
			.isEqualTo("Zoho")
			.jsonPath("$.labels.team")
			.isEqualTo("billing");
	}

	@Test
	void keepsSuppliedCredentialsEncryptedAndUsesThemFromThenOn() {
		long id = rootFiIntegration();
		patch("rootfi/1234", """
				{"credentials": {"clientId": "2000.newidentifier.0002", "clientSecret": "c4n4ry-supplied-5b"}}""")
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.credentials.clientId")
			.isEqualTo("2000…0002")
			.jsonPath("$.credentials.clientSecret")
			.isEqualTo("set");
		assertThat(rootfi.get(id).clientSecret()).isEqualTo("c4n4ry-supplied-5b");
		assertThat(rootfi.get(id).disabled()).isFalse();
		rootfi.maskSecrets(true);
		caller().post().uri("/v1/integrations/rootfi/1234/disable").exchange().expectStatus().isOk();
		assertThat(rootfi.get(id).clientSecret()).isEqualTo("c4n4ry-supplied-5b");
		assertThat(rootfi.get(id).disabled()).isTrue();
	}

	@Test
	void asksForCredentialsWhereTheProviderMasksThem() {
		rootFiIntegration();
		rootfi.maskSecrets(true);
		caller().post()
			.uri("/v1/integrations/rootfi/1234/disable")
			.exchange()
			.expectStatus()
			.isEqualTo(422)
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo("credentials.required");
		assertThat(rootfi.journal().count("PUT")).isZero();
	}

	@Test
	void refusesMaskedCredentialsBeforeAnyCall() {
		rootFiIntegration();
		patch("rootfi/1234", "{\"credentials\": {\"clientSecret\": \"****7af1\"}}").expectStatus()
			.isEqualTo(422)
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo("credentials.masked")
			.jsonPath("$.errors[0].pointer")
			.isEqualTo("/credentials/clientSecret");
		assertThat(rootfi.journal().count()).isZero();
	}

	@Test
	void forgetsStoredCredentialsOnNull() {
		rootFiIntegration();
		patch("rootfi/1234", "{\"credentials\": {\"clientSecret\": \"c4n4ry-supplied-5b\"}}");
		rootfi.journal().clear();
		patch("rootfi/1234", "{\"credentials\": null}").expectStatus().isOk();
		assertThat(rootfi.journal().count()).isZero();
		assertThat(
				jdbc.sql("select count(*) from integration where credentials is not null").query(Long.class).single())
			.isZero();
	}

	@Test
	void removesASettingAndSaysSoInTheHistory() {
		rootFiIntegration();
		patch("rootfi/1234", "{\"settings\": {\"useProviderIdentity\": true}}").expectStatus().isOk();
		patch("rootfi/1234", "{\"settings\": {\"useProviderIdentity\": null}, \"displayName\": null}").expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.settings.useProviderIdentity")
			.doesNotExist();
		String changes = caller().get()
			.uri("/v1/integrations/rootfi/1234/changes?limit=1")
			.exchange()
			.returnResult(String.class)
			.getResponseBody();
		assertThat(JsonMapper.shared().readTree(changes).at("/items/0/requested"))
			.hasToString("{\"settings\":{\"useProviderIdentity\":null},\"displayName\":null}");
	}

	@Test
	void changesASettingAndNothingElseAtTheProvider() {
		long id = rootFiIntegration();
		patch("rootfi/1234", "{\"settings\": {\"useProviderIdentity\": false}}").expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.settings.useProviderIdentity")
			.isEqualTo(false);
		assertThat(rootfi.get(id).identity()).isFalse();
		assertThat(rootfi.get(id).disabled()).isFalse();
		assertThat(rootfi.get(id).clientSecret()).isEqualTo(CLIENT_SECRET);
	}

	@Test
	void refusesCredentialsAndSettingsThatWhiskDoesNotHave() {
		String id = whiskIntegration();
		for (String body : new String[] { "{\"credentials\": {\"clientSecret\": \"abcdefgh\"}}",
				"{\"settings\": {\"useProviderIdentity\": true}}" }) {
			patch("whisk/" + id, body).expectStatus()
				.isEqualTo(422)
				.expectBody()
				.jsonPath("$.code")
				.isEqualTo("capability.not-supported");
		}
		assertThat(whisk.journal().count()).isZero();
	}

	@Test
	void recordsASwitchByPatchAsTheSwitchItIs() {
		String id = whiskIntegration();
		patch("whisk/" + id + "?reason=night", "{\"enabled\": false}").expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.lastChange.action")
			.isEqualTo("disable")
			.jsonPath("$.lastChange.reason")
			.isEqualTo("night");
	}

	private RestTestClient.ResponseSpec patch(String path, String body) {
		return caller().patch().uri("/v1/integrations/" + path).contentType(MERGE_PATCH).body(body).exchange();
	}

}
