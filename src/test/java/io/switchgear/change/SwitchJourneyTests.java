package io.switchgear.change;

import io.switchgear.simulator.Fault;
import io.switchgear.support.Journey;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;

import static org.assertj.core.api.Assertions.assertThat;

class SwitchJourneyTests extends Journey {

	@Test
	void disablesARootFiIntegrationOfWhichOnlyTheIdIsGiven() {
		long id = rootFiIntegration();
		caller().post()
			.uri("/v1/integrations/rootfi/{id}/disable", id)
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"reason\": \"incident 4711\"}")
			.exchange()
			.expectStatus()
			.isOk()
			.expectHeader()
			.exists("ETag")
			.expectHeader()
			.exists("X-Request-Id")
			.expectBody()
			.jsonPath("$.id")
			.isEqualTo("rootfi/1234")
			.jsonPath("$.enabled")
			.isEqualTo(false)
			.jsonPath("$.observed.enabled")
			.isEqualTo(false)
			.jsonPath("$.sync")
			.isEqualTo("in_sync")
			.jsonPath("$.type")
			.isEqualTo("ZOHO_BOOKS")
			.jsonPath("$.settings.useProviderIdentity")
			.isEqualTo(true)
			.jsonPath("$.credentials.clientSecret")
			.isEqualTo("set")
			.jsonPath("$.lastChange.reason")
			.isEqualTo("incident 4711")
			.jsonPath("$.lastChange.actor")
			.isEqualTo("billing-service");
		assertThat(rootfi.get(id).disabled()).isTrue();
		assertThat(rootfi.get(id).identity()).isTrue();
		assertThat(rootfi.get(id).clientId()).isEqualTo(CLIENT_ID);
		assertThat(rootfi.get(id).clientSecret()).isEqualTo(CLIENT_SECRET);
		assertThat(rootfi.journal().count("PUT")).isOne();
	}

	@Test
	void disablesAWhiskIntegrationAndBelievesItsEmptyAnswer() {
		String id = whiskIntegration();
		caller().post()
			.uri("/v1/integrations/whisk/{id}/disable", id)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.id")
			.isEqualTo("whisk/" + id)
			.jsonPath("$.enabled")
			.isEqualTo(false)
			.jsonPath("$.sync")
			.isEqualTo("in_sync");
		assertThat(whisk.enabled(id)).isFalse();
		assertThat(whisk.journal().count()).isOne();
	}

	@Test
	void enablesWhatIsAlreadyOnAllTheSame() {
		long id = rootFiIntegration();
		for (int time = 0; time < 2; time++) {
			caller().post().uri("/v1/integrations/rootfi/{id}/enable", id).exchange().expectStatus().isOk();
		}
		assertThat(rootfi.get(id).disabled()).isFalse();
	}

	@Test
	void completesTheChangeOfAFailedWriteAndSaysWhatTheProviderSaid() {
		whisk.always(Fault.answer(401, "application/json", "{\"code\": \"auth.tokenExpired\"}"));
		String id = whiskIntegration();
		caller().post()
			.uri("/v1/integrations/whisk/{id}/disable", id)
			.exchange()
			.expectStatus()
			.isEqualTo(502)
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo("provider.authentication-failed")
			.jsonPath("$.blame")
			.isEqualTo("provider")
			.jsonPath("$.retryable")
			.isEqualTo(false)
			.jsonPath("$.provider.status")
			.isEqualTo(401)
			.jsonPath("$.provider.code")
			.isEqualTo("auth.tokenExpired")
			.jsonPath("$.changeId")
			.exists();
		caller().get()
			.uri("/v1/integrations/whisk/{id}/changes", id)
			.exchange()
			.expectBody()
			.jsonPath("$.items.length()")
			.isEqualTo(1)
			.jsonPath("$.items[0].state")
			.isEqualTo("failed")
			.jsonPath("$.items[0].problem.code")
			.isEqualTo("provider.authentication-failed");
		assertThat(whisk.journal().count()).isOne();
	}

	@Test
	void forgetsAnIntegrationThatTheProviderNeverHad() {
		caller().post()
			.uri("/v1/integrations/rootfi/99/disable")
			.exchange()
			.expectStatus()
			.isNotFound()
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo("provider.integration-not-found");
		caller().get()
			.uri("/v1/integrations/rootfi/99")
			.exchange()
			.expectStatus()
			.isNotFound()
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo("integration.not-found");
		caller().get()
			.uri("/v1/integrations/rootfi/99/changes")
			.exchange()
			.expectBody()
			.jsonPath("$.items.length()")
			.isEqualTo(1);
	}

	@Test
	void saysThatTheOutcomeOfAnUnansweredWriteIsUnknown() {
		long id = rootFiIntegration();
		caller().get().uri("/v1/integrations/rootfi/{id}?fresh=true", id).exchange().expectStatus().isOk();
		rootfi.when("PUT", Fault.resetAfterReading());
		caller().post()
			.uri("/v1/integrations/rootfi/{id}/disable", id)
			.exchange()
			.expectStatus()
			.isEqualTo(504)
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo("provider.timeout");
		caller().get()
			.uri("/v1/integrations/rootfi/{id}", id)
			.exchange()
			.expectBody()
			.jsonPath("$.sync")
			.isEqualTo("unknown")
			.jsonPath("$.enabled")
			.isEqualTo(true);
	}

	@Test
	void findsOutThatAWriteWhoseAnswerWasLostWasApplied() {
		long id = rootFiIntegration();
		rootfi.when("PUT", Fault.applyThenReset());
		caller().post()
			.uri("/v1/integrations/rootfi/{id}/disable", id)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.sync")
			.isEqualTo("in_sync");
	}

}
