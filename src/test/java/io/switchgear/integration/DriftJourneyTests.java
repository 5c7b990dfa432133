package io.switchgear.integration;

import java.util.List;

import io.switchgear.support.Journey;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;

import static org.assertj.core.api.Assertions.assertThat;

/** What counts as drift, and what ends it. */
class DriftJourneyTests extends Journey {

	@Test
	void comparesASettingThatSomebodyAskedFor() {
		rootFiIntegration();
		askForOwnIdentity();
		assertSync("in_sync");
		changeIdentityOutside();
		read();
		assertSync("drifted");
		askForOwnIdentity();
		assertSync("in_sync");
		assertThat(told()).containsExactly("drifted");
	}

	@Test
	void comparesNoSettingThatNobodyAskedFor() {
		rootfi.add(1234, "ZOHO_BOOKS", CLIENT_ID, CLIENT_SECRET, false, false);
		read();
		changeIdentityOutside();
		read();
		assertSync("in_sync");
		assertThat(told()).isEmpty();
	}

	@Test
	void doesNotEndTheDriftOfASettingByASwitch() {
		rootFiIntegration();
		askForOwnIdentity();
		changeIdentityOutside();
		read();
		caller().post().uri("/v1/integrations/rootfi/1234/disable").exchange().expectStatus().isOk();
		assertSync("drifted");
		assertThat(rootfi.get(1234).disabled()).isTrue();
		assertThat(told()).containsExactly("drifted");
	}

	@Test
	void endsWithAnObservationThatAgrees() {
		String id = whiskIntegration();
		caller().post().uri("/v1/integrations/whisk/{id}/disable", id).exchange().expectStatus().isOk();
		for (boolean enabled : new boolean[] { true, false }) {
			whisk.flip(id, enabled);
			caller().get()
				.uri("/v1/integrations/whisk/{id}?fresh=true", id)
				.exchange()
				.expectBody()
				.jsonPath("$.sync")
				.isEqualTo(enabled ? "drifted" : "in_sync");
		}
		assertThat(told()).containsExactly("drifted", "in_sync");
	}

	private void askForOwnIdentity() {
		caller().patch()
			.uri("/v1/integrations/rootfi/1234")
			.contentType(MediaType.valueOf("application/merge-patch+json"))
			.body("{\"settings\": {\"useProviderIdentity\": false}}")
			.exchange()
			.expectStatus()
			.isOk();
	}

	private static void changeIdentityOutside() {
		rootfi.add(1234, "ZOHO_BOOKS", CLIENT_ID, CLIENT_SECRET, false, true);
	}

	private void read() {
		caller().get().uri("/v1/integrations/rootfi/1234?fresh=true").exchange().expectStatus().isOk();
	}

	private void assertSync(String sync) {
		caller().get().uri("/v1/integrations/rootfi/1234").exchange().expectBody().jsonPath("$.sync").isEqualTo(sync);
	}

	private List<String> told() {
		return jdbc.sql("select state from change_event where kind = 'integration' order by seq")
			.query(String.class)
			.list();
	}

}
