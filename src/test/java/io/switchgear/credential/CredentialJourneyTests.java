package io.switchgear.credential;

import java.time.Duration;

import io.switchgear.simulator.Fault;
import io.switchgear.support.Journey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Credentials that are rotated at the provider, lost here, or written without an answer.
 */
class CredentialJourneyTests extends Journey {

	private static final Duration SOON = Duration.ofSeconds(20);

	private static final String ROTATED = "c4n4ry-rotated-there-77";

	@Test
	void keepsASecretThatWasRotatedAtTheProvider() {
		rootFiIntegration();
		storeCredentials();
		rootfi.add(1234, "ZOHO_BOOKS", CLIENT_ID, ROTATED, false, true);
		disable().expectStatus().isOk();
		assertThat(rootfi.get(1234).disabled()).isTrue();
		assertThat(rootfi.get(1234).clientSecret()).isEqualTo(ROTATED);
	}

	@Test
	void putsTheStoredSecretInWhereTheProviderMasksItsOwn() {
		rootFiIntegration();
		storeCredentials();
		rootfi.maskSecrets(true);
		disable().expectStatus().isOk();
		assertThat(rootfi.get(1234).clientSecret()).isEqualTo(CLIENT_SECRET);
	}

	@Test
	void rollsNoSecretBackWhoseMaskShowsThatItWasRotated() {
		rootFiIntegration();
		storeCredentials();
		rootfi.add(1234, "ZOHO_BOOKS", CLIENT_ID, ROTATED, false, true);
		rootfi.maskSecrets(true);
		disable().expectStatus().isEqualTo(422).expectBody().jsonPath("$.code").isEqualTo("credentials.required");
		assertThat(rootfi.get(1234).clientSecret()).isEqualTo(ROTATED);
	}

	@Test
	void doesNotTakeAResetSettingForDoneThatWasLostOnTheWay() {
		rootFiIntegration();
		rootfi.when("PUT", Fault.resetAfterReading());
		patch("{\"settings\": {\"useProviderIdentity\": null}}").expectStatus()
			.isEqualTo(504)
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo("provider.timeout");
		assertThat(rootfi.get(1234).identity()).isTrue();
		integration().jsonPath("$.sync").isEqualTo("unknown");
	}

	@Test
	void doesNotTakeASwitchForDoneWhoseSettingWasLostOnTheWay() {
		rootFiIntegration();
		rootfi.when("PUT", Fault.resetAfterReading());
		patch("{\"enabled\": true, \"settings\": {\"useProviderIdentity\": null}}").expectStatus().isEqualTo(504);
		integration().jsonPath("$.sync").isEqualTo("unknown");
	}

	@Test
	void takesASettingForDoneThatTheProviderShows() {
		rootFiIntegration();
		rootfi.when("PUT", Fault.applyThenReset());
		patch("{\"settings\": {\"useProviderIdentity\": false}}").expectStatus().isOk();
		integration().jsonPath("$.sync").isEqualTo("in_sync");
	}

	@Test
	void switchesWithTheProvidersOwnWhereStoredOnesCannotBeDecrypted() {
		garbled();
		caller().post()
			.uri("/v1/integrations/rootfi/1234/disable?dryRun=true")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.dryRun.wouldSend.method")
			.isEqualTo("PUT");
		disable().expectStatus().isOk();
		assertThat(rootfi.get(1234)).extracting("clientSecret", "disabled").containsExactly(CLIENT_SECRET, true);
	}

	@Test
	void asksForCredentialsWhereNeitherTheProviderNorTheStoreHasThem() {
		garbled();
		rootfi.maskSecrets(true);
		disable().expectStatus().isEqualTo(422).expectBody().jsonPath("$.code").isEqualTo("credentials.required");
		assertThat(rootfi.journal().count("PUT")).isZero();
	}

	@Test
	void takesNewCredentialsInPlaceOfThoseThatCannotBeDecrypted() {
		garbled();
		patch("{\"credentials\": {\"clientId\": \"%s\", \"clientSecret\": \"%s\"}}".formatted(CLIENT_ID, ROTATED))
			.expectStatus()
			.isOk();
		rootfi.maskSecrets(true);
		disable().expectStatus().isOk();
		assertThat(rootfi.get(1234)).extracting("clientSecret", "disabled").containsExactly(ROTATED, true);
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "{\"clientId\": null, \"clientSecret\": null}" })
	void forgetsWhatCannotBeDecrypted(String credentials) {
		garbled();
		patch("{\"credentials\": " + credentials + "}").expectStatus().isOk();
		assertThat(jdbc.sql("select count(credentials) from integration").query(Long.class).single()).isZero();
		assertThat(rootfi.journal().count()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"clientSecret\": \"c4n4ry-given-alone\"}", "{\"clientSecret\": null}" })
	void asksForAllWhereOthersWouldStayThatCannotBeDecrypted(String credentials) {
		garbled();
		for (String query : new String[] { "", "?dryRun=true" }) {
			patch(query, "{\"credentials\": " + credentials + "}").expectStatus()
				.isEqualTo(422)
				.expectBody()
				.jsonPath("$.code")
				.isEqualTo("credentials.required");
		}
		assertThat(rootfi.journal().count()).isZero();
		assertThat(jdbc.sql("select count(*) from change").query(Long.class).single()).isZero();
	}

	@Test
	void goesOnInTheBackgroundThoughStoredCredentialsCannotBeDecrypted() {
		garbled();
		String location = location(caller().post()
			.uri("/v1/integrations/rootfi/1234/disable")
			.header("Prefer", "respond-async")
			.exchange());
		await().atMost(SOON).untilAsserted(() -> expectState(location, "succeeded"));
		assertThat(rootfi.get(1234).disabled()).isTrue();
	}

	@Test
	void givesUpAWaitingChangeWhoseOwnCredentialsCannotBeDecrypted() {
		String location = waitingWithGarbledCredentials();
		liftHold("rootfi");
		await().atMost(SOON).untilAsserted(() -> expectState(location, "failed"));
		caller().get()
			.uri(location)
			.exchange()
			.expectBody()
			.jsonPath("$.problem.code")
			.isEqualTo("credentials.required");
		assertThat(rootfi.journal().count("PUT")).isZero();
		disable().expectStatus().isOk();
	}

	@Test
	void givesUpAnAbandonedChangeWhoseOwnCredentialsCannotBeDecrypted() {
		String location = waitingWithGarbledCredentials();
		applyingUntil("now() - interval '1 s'");
		await().atMost(SOON).untilAsserted(() -> expectState(location, "failed"));
		caller().get()
			.uri(location)
			.exchange()
			.expectBody()
			.jsonPath("$.problem.code")
			.isEqualTo("credentials.required");
	}

	@Test
	void sendsASettingAgainThatADeadReplicaMayHaveReset() {
		rootFiIntegration();
		String location = waiting("{\"settings\": {\"useProviderIdentity\": null}}");
		applyingUntil("now() + interval '1 hour'");
		liftHold("rootfi");
		jdbc.sql("update integration set leased_until = now() - interval '1 s'").update();
		await().atMost(SOON).untilAsserted(() -> expectState(location, "succeeded"));
		assertThat(rootfi.journal().count("PUT")).isOne();
		assertThat(rootfi.get(1234).identity()).isNull();
	}

	private String waitingWithGarbledCredentials() {
		rootFiIntegration();
		String location = waiting("{\"credentials\": {\"clientSecret\": \"%s\"}}".formatted(ROTATED));
		jdbc.sql("update change set credentials = '\\x0102030405'").update();
		return location;
	}

	private String waiting(String body) {
		caller().put()
			.uri("/v1/providers/rootfi/hold")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"reason\": \"rotation\"}")
			.exchange()
			.expectStatus()
			.isOk();
		return location(caller().patch()
			.uri("/v1/integrations/rootfi/1234")
			.header("Prefer", "respond-async")
			.contentType(MediaType.valueOf("application/merge-patch+json"))
			.body(body)
			.exchange());
	}

	/** As after a key was lost, or a row was altered. */
	private void garbled() {
		rootFiIntegration();
		storeCredentials();
		jdbc.sql("update integration set credentials = '\\x0102030405'").update();
		jdbc.sql("delete from change").update();
		rootfi.journal().clear();
	}

	private RestTestClient.ResponseSpec disable() {
		return caller().post().uri("/v1/integrations/rootfi/1234/disable").exchange();
	}

	private RestTestClient.ResponseSpec patch(String body) {
		return patch("", body);
	}

	private RestTestClient.ResponseSpec patch(String query, String body) {
		return caller().patch()
			.uri("/v1/integrations/rootfi/1234" + query)
			.contentType(MediaType.valueOf("application/merge-patch+json"))
			.body(body)
			.exchange();
	}

	private RestTestClient.BodyContentSpec integration() {
		return caller().get().uri("/v1/integrations/rootfi/1234").exchange().expectBody();
	}

}
