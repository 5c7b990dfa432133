package io.switchgear.change;

import java.time.Instant;

import io.switchgear.simulator.Fault;
import io.switchgear.support.Journey;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/** What the gateway claims to know where a provider left it in doubt. */
class DoubtJourneyTests extends Journey {

	@Test
	void doesNotForgetADoubtWithAChangeThatIsWithdrawn() {
		String id = whiskIntegration();
		post("whisk/" + id + "/enable", "").expectStatus().isOk();
		whisk.always(Fault.hang());
		caller().post()
			.uri("/v1/integrations/whisk/{id}/disable", id)
			.header("Prefer", "wait=4")
			.exchange()
			.expectStatus()
			.isEqualTo(504);
		whisk.recover();
		String location = location(
				post("whisk/" + id + "/disable", "{\"notBefore\": \"" + Instant.now().plusSeconds(3600) + "\"}"));
		integration("whisk/" + id).jsonPath("$.sync").isEqualTo("pending");
		caller().post().uri(location + "/cancel").exchange().expectStatus().isOk();
		integration("whisk/" + id).jsonPath("$.sync").isEqualTo("unknown").jsonPath("$.enabled").isEqualTo(true);
	}

	@Test
	void findsOutWhatAnUnansweredWriteDidThoughALaterAttemptWasRefused() {
		rootFiIntegration();
		Fault limited = Fault.answer(429).withHeader("Retry-After", "3600");
		rootfi.next(Fault.none(), Fault.applyThenReset(), limited);
		post("rootfi/1234/disable", "").expectStatus().isOk();
		integration("rootfi/1234").jsonPath("$.sync").isEqualTo("in_sync").jsonPath("$.enabled").isEqualTo(false);
	}

	@Test
	void admitsNotToKnowWhatAnUnansweredWriteDidThoughALaterAttemptWasRefused() {
		rootFiIntegration();
		post("rootfi/1234/enable", "").expectStatus().isOk();
		Fault limited = Fault.answer(429).withHeader("Retry-After", "3600");
		rootfi.next(Fault.none(), Fault.applyThenReset(), limited, limited);
		post("rootfi/1234/disable", "").expectStatus()
			.isEqualTo(503)
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo("provider.rate-limited")
			.jsonPath("$.detail")
			.value(String.class, (detail) -> assertThat(detail).contains("whether it acted is not known"));
		integration("rootfi/1234").jsonPath("$.sync").isEqualTo("unknown");
	}

	@Test
	void knowsThatNothingWasWrittenWhereOnlyTheReadBeforeWentWrong() {
		rootFiIntegration();
		post("rootfi/1234/enable", "").expectStatus().isOk();
		rootfi.when("GET", Fault.resetAfterReading());
		post("rootfi/1234/disable", "").expectStatus().isEqualTo(504);
		integration("rootfi/1234").jsonPath("$.sync").isEqualTo("in_sync").jsonPath("$.enabled").isEqualTo(true);
	}

	@Test
	void storesWhatAProviderSaysInAFormThatCanBeStored() {
		rootFiIntegration();
		rootfi.next(Fault.none(), Fault.applyThenAnswer(200, "application/json", """
				{"data": {"integration_type": "ZOHO\\u0000BOOKS", "is_disabled": true}, "request_id": "%s\\u0000"}"""
			.formatted("x".repeat(5000))));
		post("rootfi/1234/disable", "").expectStatus().isOk().expectBody().jsonPath("$.type").isEqualTo("ZOHO BOOKS");
		assertThat(jdbc.sql("select length(provider_request_id) from change").query(Integer.class).single())
			.isEqualTo(100);
	}

	@Test
	void refusesAVersionOfAnIntegrationThatIsNotKnown() {
		String id = whiskIntegration();
		caller().post()
			.uri("/v1/integrations/whisk/{id}/disable", id)
			.header("If-Match", "\"1\"")
			.exchange()
			.expectStatus()
			.isEqualTo(412);
		assertThat(whisk.journal().count()).isZero();
	}

	private RestTestClient.BodyContentSpec integration(String id) {
		return caller().get().uri("/v1/integrations/" + id).exchange().expectBody();
	}

	private RestTestClient.ResponseSpec post(String path, String body) {
		return caller().post()
			.uri("/v1/integrations/" + path)
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.exchange();
	}

}
