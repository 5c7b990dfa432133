package io.switchgear.simulator;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** RootFi's integration endpoints as its pages describe them. */
class RootFiSimulatorTests {

	private static final String PATH = "/integrations/1234";

	private static final String DISABLE = """
			{"client_id": "id", "client_secret": "new-secret", "is_disabled": true, "is_rootfi_identity": true}""";

	private final Clock clock = Clock.fixed(Instant.parse("2021-08-10T15:00:00Z"), ZoneOffset.UTC);

	private final RootFiSimulator rootFi = RootFiSimulator.start("key", 0, clock)
		.add(1234, "ZOHO_BOOKS", "id", "old-secret", false, true);

	private final Http http = Http.to(rootFi, "api_key", "key");

	@AfterEach
	void close() {
		http.close();
		rootFi.close();
	}

	@Test
	void replacesSettingsAndEchoesThemInItsEnvelope() throws Exception {
		HttpResponse<String> updated = http.send("PUT", PATH, DISABLE);
		assertThat(updated.statusCode()).isEqualTo(200);
		assertThat(updated.body()).matches("""
				\\{"data":\\{"integration_type":"ZOHO_BOOKS","rootfi_id":1234,\
				"rootfi_created_at":"2021-08-10T15:00:00.000Z","rootfi_updated_at":"2021-08-10T15:00:00.000Z",\
				"client_id":"id","client_secret":"new-secret","is_disabled":true,"metadata":\\{},\
				"is_rootfi_identity":true},"request_timestamp":"2021-08-10T15:00:00.000Z",\
				"response_timestamp":"2021-08-10T15:00:00.000Z","request_id":"[0-9a-f-]{36}"}""");
		assertThat(rootFi.get(1234)).isEqualTo(new RootFiIntegration(1234, "ZOHO_BOOKS", "id", "new-secret", true, true,
				clock.instant(), clock.instant()));
	}

	@Test
	void resetsTheIdentityThatIsLeftOut() throws Exception {
		http.send("PUT", PATH, DISABLE.replace(", \"is_rootfi_identity\": true", ""));
		assertThat(rootFi.get(1234).identity()).isFalse();
	}

	@Test
	void keepsAnIdentityOfNull() throws Exception {
		HttpResponse<String> updated = http.send("PUT", PATH, DISABLE.replace("identity\": true", "identity\": null"));
		assertThat(updated.body()).contains("\"is_rootfi_identity\":null");
		assertThat(rootFi.get(1234).identity()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "client_id", "client_secret", "is_disabled" })
	void requires(String field) throws Exception {
		HttpResponse<String> refused = http.send("PUT", PATH, DISABLE.replace(field, "other"));
		assertThat(refused.statusCode()).isEqualTo(400);
		assertThat(refused.body()).startsWith("{\"error\":{\"message\":")
			.endsWith(",\"code\":\"missing-params\",\"field\":\"" + field + "\"}}");
		assertThat(rootFi.get(1234).disabled()).isFalse();
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '\'', value = { "client_id, '\"id\"', 7", "client_secret, '\"new-secret\"', null",
			"is_disabled, 'true', '\"true\"'", "is_rootfi_identity, 'true', 1" })
	void refusesAWrongTypeOf(String field, String good, String bad) throws Exception {
		String body = DISABLE.replace("\"%s\": %s".formatted(field, good), "\"%s\": %s".formatted(field, bad));
		HttpResponse<String> refused = http.send("PUT", PATH, body);
		assertThat(refused.statusCode()).isEqualTo(400);
		assertThat(refused.body()).endsWith(",\"code\":\"invalid-params\",\"field\":\"" + field + "\"}}");
		assertThat(rootFi.get(1234).disabled()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "{", "{}," })
	void refusesWhatIsNoObject(String body) throws Exception {
		HttpResponse<String> refused = http.send("PUT", PATH, body);
		assertThat(refused.statusCode()).isEqualTo(400);
		assertThat(refused.body()).contains("invalid-params");
	}

	@Test
	void refusesACallWithoutItsKey() throws Exception {
		for (Http stranger : new Http[] { http.with(), http.with("api_key", "other"),
				http.with("Authorization", "Bearer key") }) {
			HttpResponse<String> refused = stranger.send("PUT", PATH, DISABLE);
			assertThat(refused.statusCode()).isEqualTo(401);
			assertThat(refused.body()).startsWith("{\"error\":{\"message\":").contains("\"code\":");
		}
		assertThat(rootFi.get(1234).disabled()).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "4321, 404", "1234.0, 400", "1.2E3, 400", "x, 400", "-1, 400", "9999999999999999999, 400" })
	void answersAnIdItCannotServe(String id, int status) throws Exception {
		assertThat(http.send("GET", "/integrations/" + id, "").statusCode()).isEqualTo(status);
		HttpResponse<String> refused = http.send("PUT", "/integrations/" + id, DISABLE);
		assertThat(refused.statusCode()).isEqualTo(status);
		assertThat(refused.body()).startsWith("{\"error\":{\"message\":");
	}

	@Test
	void getsOneInTheSameEnvelope() throws Exception {
		assertThat(http.send("GET", PATH, "").body()).contains("\"rootfi_id\":1234", "\"client_secret\":\"old-secret\"",
				"\"request_id\":");
	}

	@Test
	void masksSecretsOnDemand() throws Exception {
		rootFi.maskSecrets(true);
		assertThat(http.send("GET", PATH, "").body()).contains("\"client_secret\":\"****cret\"");
		assertThat(http.send("PUT", PATH, DISABLE).body()).contains("\"client_secret\":\"****cret\"");
		assertThat(rootFi.get(1234).clientSecret()).isEqualTo("new-secret");
		rootFi.maskSecrets(false);
		assertThat(http.send("GET", PATH, "").body()).contains("\"client_secret\":\"new-secret\"");
	}

	@Test
	void createsAnIntegrationThatIsOn() throws Exception {
		HttpResponse<String> created = http.send("POST", "/integrations",
				"{\"client_id\": \"a\", \"client_secret\": \"b\", \"integration_type\": \"XERO\"}");
		assertThat(created.statusCode()).isEqualTo(200);
		assertThat(created.body()).contains("\"rootfi_id\":1235");
		assertThat(rootFi.get(1235))
			.extracting(RootFiIntegration::type, RootFiIntegration::disabled, RootFiIntegration::identity)
			.containsExactly("XERO", false, false);
	}

	@ParameterizedTest
	@ValueSource(strings = { "DELETE /integrations/1234", "PATCH /integrations/1234", "GET /integrations",
			"GET /integrations/1/2", "GET /v3/integrations/1234" })
	void knowsNoOtherRoute(String route) throws Exception {
		HttpResponse<String> unknown = http.send(route.split(" ", 2)[0], route.split(" ", 2)[1], "");
		assertThat(unknown.statusCode()).isEqualTo(404);
		assertThat(unknown.headers().firstValue("Content-Type")).contains("text/plain");
	}

	@Test
	void isFlippedFromOutsideWithoutARequest() {
		rootFi.flip(1234, true);
		assertThat(rootFi.get(1234).disabled()).isTrue();
		assertThat(rootFi.get(1234).clientSecret()).isEqualTo("old-secret");
		assertThat(rootFi.journal().count()).isZero();
	}

}
