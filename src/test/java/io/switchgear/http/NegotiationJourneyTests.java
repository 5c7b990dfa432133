package io.switchgear.http;

import io.switchgear.support.Answer;
import io.switchgear.support.Journey;
import io.switchgear.support.TestIssuer;
import io.switchgear.support.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What callers say they take, and what they get. */
class NegotiationJourneyTests extends Journey {

	private static final String DISABLE = "POST /v1/integrations/rootfi/1234/disable";

	@ParameterizedTest
	@ValueSource(strings = { "X-Nothing: at all", "Accept:", "Accept: text/html|Accept: application/json",
			"Accept: text/html|Accept: text/plain, application/json;q=0.2", "Accept: application/*",
			"Accept: */*;q=0.1", "Accept: text/html, */*;q=0.1", "Accept: application/problem+json",
			"Accept: application/json;q=0.1, application/problem+json", "Accept: application/json;charset=utf-8",
			"Accept: text/html;q=0, */*" })
	void answersWithJsonWhoeverTakesIt(String accepted) {
		rootFiIntegration();
		Answer answer = call(DISABLE, accepted);
		assertThat(answer.status()).as(answer.body()).isEqualTo(200);
		assertThat(answer.header("Content-Type")).isEqualTo("application/json");
		assertThat(rootfi.get(1234).disabled()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Accept: text/html", "Accept: text/html|Accept: application/xml", "Accept: nonsense",
			"Accept: application/json;q=0", "Accept: */*, application/json;q=0, application/problem+json;q=0",
			"Accept: application/*;q=0, */*", "Accept: */*;q=0" })
	void refusesWhoeverDoesNotBeforeAnythingIsDone(String accepted) {
		rootFiIntegration();
		assertThat(call(DISABLE, accepted).isProblem("request.not-acceptable")).isTrue();
		assertThat(call("GET /v1/providers", accepted).isProblem("request.not-acceptable")).isTrue();
		assertThat(rootfi.journal().count()).isZero();
	}

	@Test
	void givesTheProblemToWhoeverTakesOnlyProblems() {
		assertThat(call("GET /v1/integrations/rootfi/1234", "Accept: application/problem+json")
			.isProblem("integration.not-found")).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Accept: application/problem+json", "Accept: text/html", "Accept: nonsense" })
	void liftsAHoldForWhoeverCalls(String accepted) {
		storeHold();
		assertThat(call("DELETE /v1/providers/rootfi/hold", accepted).status()).isEqualTo(204);
		assertThat(jdbc.sql("select count(*) from provider_hold where lifted_at is null").query(Long.class).single())
			.isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Accept: text/event-stream", "Accept: application/problem+json", "Accept: */*",
			"Accept: application/json|Accept: text/event-stream;q=0.5" })
	void streamsEventsToGeneratedClients(String accepted) {
		try (Wire wire = Wire.to(baseUrl())) {
			Answer answer = wire.send("", head("GET /v1/events", accepted)).head();
			assertThat(answer.status()).isEqualTo(200);
			assertThat(answer.header("Content-Type")).startsWith("text/event-stream");
		}
	}

	@Test
	void refusesAStreamToWhoeverTakesOnlyJson() {
		assertThat(call("GET /v1/events", "Accept: application/json").isProblem("request.not-acceptable")).isTrue();
	}

	@Test
	void servesPagesAndTheDescriptionInTheFormThatTheyHave() {
		assertThat(call("GET /problems/request.invalid", "Accept: text/html, */*;q=0.1").header("Content-Type"))
			.startsWith("text/html");
		assertThat(call("GET /v3/api-docs", "Accept: application/json").header("Content-Type"))
			.isEqualTo("application/json");
		assertThat(call("GET /v3/api-docs.yaml", "Accept: */*").header("Content-Type"))
			.startsWith("application/vnd.oai.openapi");
	}

	private void storeHold() {
		String reason = "{\"reason\": \"incident 4711\"}";
		assertThat(call("PUT /v1/providers/rootfi/hold", "Content-Type: application/json", reason).status())
			.isEqualTo(200);
	}

	private Answer call(String call, String headers) {
		return call(call, headers, "");
	}

	private Answer call(String call, String headers, String body) {
		try (Wire wire = Wire.to(baseUrl())) {
			return wire.send(body, head(call, headers + "|Content-Length: " + body.length())).answer();
		}
	}

	private static String[] head(String call, String headers) {
		String token = TestIssuer.shared()
			.token("billing-service", "integrations:read", "integrations:write", "providers:manage");
		return (call + " HTTP/1.1|Authorization: Bearer " + token + "|" + headers).split("\\|");
	}

}
