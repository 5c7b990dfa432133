package io.switchgear;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.simulator.Fault;
import io.switchgear.support.Journey;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

/** Credentials that are rotated at the provider, and those whose write got no answer. */
class CredentialJourneyTests extends Journey {

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

	private RestTestClient.ResponseSpec disable() {
		return caller().post().uri("/v1/integrations/rootfi/1234/disable").exchange();
	}

	private RestTestClient.ResponseSpec patch(String body) {
		return caller().patch()
			.uri("/v1/integrations/rootfi/1234")
			.contentType(MediaType.valueOf("application/merge-patch+json"))
			.body(body)
			.exchange();
	}

	private RestTestClient.BodyContentSpec integration() {
		return caller().get().uri("/v1/integrations/rootfi/1234").exchange().expectBody();
	}

}
