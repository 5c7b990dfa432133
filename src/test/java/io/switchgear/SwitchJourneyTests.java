package io.switchgear;

import static org.assertj.core.api.Assertions.assertThat;

import io.switchgear.support.Journey;
import org.junit.jupiter.api.Test;

class SwitchJourneyTests extends Journey {

	@Test
	void disablesARootFiIntegrationOfWhichOnlyTheIdIsGiven() {
		long id = rootFiIntegration();
		caller().post()
			.uri("/v1/integrations/rootfi/{id}/disable", id)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.id")
			.isEqualTo("rootfi/1234")
			.jsonPath("$.enabled")
			.isEqualTo(false)
			.jsonPath("$.sync")
			.isEqualTo("in_sync");
		assertThat(rootfi.get(id).disabled()).isTrue();
		assertThat(rootfi.get(id).identity()).isTrue();
		assertThat(rootfi.get(id).clientSecret()).isEqualTo(CLIENT_SECRET);
	}

}
