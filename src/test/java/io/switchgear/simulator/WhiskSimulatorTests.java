package io.switchgear.simulator;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.NoSuchElementException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Whisk Studio's three endpoints as its pages describe them. */
class WhiskSimulatorTests {

	private static final String ID = "3f0c9a52-6a1f-4c0e-9f0d-6f7f3a2b1c4d";

	private static final String UPDATE = "/integrations/v1/update/state";

	private static final String DISABLE = """
			{"integration_id": "%s", "status": "INTEGRATION_STATUS_DISABLED"}""".formatted(ID);

	private final Clock clock = Clock.fixed(Instant.ofEpochMilli(1608910441740L), ZoneOffset.UTC);

	private final WhiskSimulator whisk = WhiskSimulator.start("key", 0, clock)
		.add(ID, "INTEGRATION_TYPE_SHOPIFY", true);

	private final Http http = Http.to(whisk, "Authorization", "Bearer key");

	@AfterEach
	void close() {
		http.close();
		whisk.close();
	}

	@Test
	void disablesAndEnablesWithoutSayingMoreThanAnEmptyObject() throws Exception {
		HttpResponse<String> disabled = http.send("POST", UPDATE, DISABLE);
		assertThat(disabled.statusCode()).isEqualTo(200);
		assertThat(disabled.body()).isEqualTo("{}");
		assertThat(disabled.headers().firstValue("Content-Type")).contains("application/json");
		assertThat(whisk.enabled(ID)).isFalse();
		http.send("POST", UPDATE, DISABLE.replace("DISABLED", "ENABLED"));
		assertThat(whisk.enabled(ID)).isTrue();
	}

	@Test
	void acceptsTheStateThatIsThereAlready() throws Exception {
		http.send("POST", UPDATE, DISABLE);
		assertThat(http.send("POST", UPDATE, DISABLE).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"integration_id\": \"ID\", \"status\": \"INTEGRATION_STATUS_DISABLED\"},",
			"{\"integration_id\": \"ID\", \"status\": \"INTEGRATION_STATUS_DISABLED\",}",
			"{\"integration_id\": \"ID\", \"status\": \"INTEGRATION_STATUS_INVALID\"}",
			"{\"integration_id\": \"ID\", \"status\": \"DISABLED\"}", "{\"integration_id\": \"ID\"}",
			"{\"integration_id\": \"ID\", \"status\": null}", "{\"integration_id\": \"ID\", \"status\": 1}",
			"{\"status\": \"INTEGRATION_STATUS_DISABLED\"}", "[]", "" })
	void refusesAnyOtherBody(String body) throws Exception {
		HttpResponse<String> refused = http.send("POST", UPDATE, body.replace("ID\"", ID + "\""));
		assertThat(refused.statusCode()).isEqualTo(400);
		assertThat(refused.body()).contains("\"error_code\":", "\"message\":");
		assertThat(whisk.enabled(ID)).isTrue();
	}

	@Test
	void reportsAnUnknownIntegrationAsBadRequest() throws Exception {
		HttpResponse<String> refused = http.send("POST", UPDATE, DISABLE.replace(ID, "other"));
		assertThat(refused.statusCode()).isEqualTo(400);
		assertThat(refused.body()).startsWith("{\"code\":\"general.notFound\",\"message\":");
	}

	@Test
	void asksForAToken() throws Exception {
		HttpResponse<String> refused = http.with().send("POST", UPDATE, DISABLE);
		assertThat(refused.statusCode()).isEqualTo(401);
		assertThat(refused.body()).isEqualTo("{\"code\":\"auth.tokenRequired\"}");
		assertThat(whisk.enabled(ID)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer other", "Token key", "key" })
	void refusesAnyOtherToken(String authorization) throws Exception {
		HttpResponse<String> refused = http.with("Authorization", authorization).send("POST", UPDATE, DISABLE);
		assertThat(refused.statusCode()).isEqualTo(401);
		assertThat(refused.body()).isEqualTo("{\"code\":\"auth.tokenInvalid\"}");
		assertThat(whisk.enabled(ID)).isTrue();
	}

	@Test
	void listsIntegrationsWithTimesAsStringsOfMilliseconds() throws Exception {
		assertThat(http.send("GET", "/integrations/v1/get", "").body()).isEqualTo("""
				{"integrations":[{"id":"%s","type":"INTEGRATION_TYPE_SHOPIFY","status":"INTEGRATION_STATUS_ENABLED",\
				"created_at":"1608910441740","updated_at":"1608910441740"}]}""".formatted(ID));
	}

	@Test
	void addsAnIntegrationThatIsEnabled() throws Exception {
		HttpResponse<String> added = http.send("PUT", "/integrations/v1/add", "{\"type\":\"INTEGRATION_TYPE_CUSTOM\"}");
		assertThat(added.statusCode()).isEqualTo(200);
		assertThat(added.body()).startsWith("{\"integration\":{\"id\":\"")
			.contains("\"type\":\"INTEGRATION_TYPE_CUSTOM\",\"status\":\"INTEGRATION_STATUS_ENABLED\"");
		assertThat(http.send("GET", "/integrations/v1/get", "").body()).contains(ID, "INTEGRATION_TYPE_CUSTOM");
	}

	@Test
	void refusesToAddAnUnknownType() throws Exception {
		HttpResponse<String> refused = http.send("PUT", "/integrations/v1/add", "{\"type\":\"SHOPIFY\"}");
		assertThat(refused.statusCode()).isEqualTo(400);
		assertThat(refused.body()).contains("\"error_code\":");
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET /integrations/v1/update/state", "DELETE /integrations/v1/get", "GET /" })
	void knowsNoOtherRoute(String route) throws Exception {
		HttpResponse<String> unknown = http.send(route.split(" ", 2)[0], route.split(" ", 2)[1], "");
		assertThat(unknown.statusCode()).isEqualTo(404);
		assertThat(unknown.body()).isEqualTo("{\"code\":5,\"message\":\"Not Found\",\"details\":[]}");
	}

	@Test
	void isFlippedFromOutsideWithoutARequest() throws Exception {
		whisk.flip(ID, false);
		assertThat(http.send("GET", "/integrations/v1/get", "").body()).contains("INTEGRATION_STATUS_DISABLED");
		assertThat(whisk.journal().count("POST")).isZero();
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> whisk.flip("other", true));
		assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> whisk.enabled("other"));
	}

	@Test
	void remembersWhatArrived() throws Exception {
		http.send("POST", UPDATE + "?a=b&c=d", DISABLE);
		Received received = whisk.journal().last();
		assertThat(received).extracting(Received::method, Received::path, Received::query, Received::body, Received::at)
			.isEqualTo(List.of("POST", UPDATE, "a=b&c=d", DISABLE, clock.instant()));
		assertThat(received.headers()).containsEntry("Authorization", List.of("Bearer key"));
		assertThat(received.header("AUTHORIZATION")).isEqualTo("Bearer key");
		assertThat(received.header("absent")).isNull();
	}

	@Test
	void forgetsEverythingOnReset() throws Exception {
		whisk.always(Fault.answer(500));
		http.send("POST", UPDATE, DISABLE);
		whisk.reset();
		assertThat(whisk.journal().all()).isEmpty();
		assertThat(http.send("GET", "/integrations/v1/get", "").body()).isEqualTo("{\"integrations\":[]}");
	}

}
