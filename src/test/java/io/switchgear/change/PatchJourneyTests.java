package io.switchgear.change;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.switchgear.support.Journey;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

	@Test
	void takesANullForAnAbsentMemberWhereItRemovesNothing() {
		patch("rootfi/1234", "{\"enabled\": null, \"displayName\": \"Zoho\"}").expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.displayName")
			.isEqualTo("Zoho");
		assertThat(rootfi.journal().count()).isZero();
	}

	@Test
	void keepsNoMoreThanFiftyLabelsHoweverManyPatchesTheyComeBy() {
		patch("rootfi/1234", labels(0, 49)).expectStatus().isOk();
		patch("rootfi/1234", labels(40, 50)).expectStatus().isOk();
		for (String query : List.of("", "?dryRun=true")) {
			patch("rootfi/1234" + query, labels(50, 51)).expectStatus()
				.isEqualTo(422)
				.expectBody()
				.jsonPath("$.errors[0].pointer")
				.isEqualTo("/labels");
		}
		patch("rootfi/1234", "{\"labels\": {\"name-0\": null, \"another\": \"a\"}}").expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.labels.length()")
			.isEqualTo(50);
	}

	@Test
	void keepsNoMoreThanFiftyLabelsThoughPatchesWait() {
		rootFiIntegration();
		patch("rootfi/1234", labels(0, 30)).expectStatus().isOk();
		caller().put()
			.uri("/v1/providers/rootfi/hold")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"reason\": \"incident 4711\"}")
			.exchange();
		String first = location(later("{\"enabled\": false, " + labels(30, 45).substring(1)));
		String second = location(later("{\"enabled\": true, " + labels(45, 60).substring(1)));
		later("{\"enabled\": true, " + labels(60, 81).substring(1)).expectStatus().isEqualTo(422);
		caller().delete().uri("/v1/providers/rootfi/hold").exchange();
		await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> expectState(first, "succeeded"));
		await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> expectState(second, "failed"));
		caller().get()
			.uri(second)
			.exchange()
			.expectBody()
			.jsonPath("$.problem.code")
			.isEqualTo("request.invalid")
			.jsonPath("$.problem.changeId")
			.isEqualTo(second.substring(second.lastIndexOf('/') + 1));
		assertThat(rootfi.journal().count("PUT")).isOne();
	}

	private RestTestClient.ResponseSpec later(String body) {
		return caller().patch()
			.uri("/v1/integrations/rootfi/1234")
			.header("Prefer", "respond-async")
			.contentType(MERGE_PATCH)
			.body(body)
			.exchange();
	}

	private static String labels(int from, int to) {
		return IntStream.range(from, to)
			.mapToObj("\"name-%d\": \"a\""::formatted)
			.collect(Collectors.joining(", ", "{\"labels\": {", "}}"));
	}

	private RestTestClient.ResponseSpec patch(String path, String body) {
		return caller().patch().uri("/v1/integrations/" + path).contentType(MERGE_PATCH).body(body).exchange();
	}

}
