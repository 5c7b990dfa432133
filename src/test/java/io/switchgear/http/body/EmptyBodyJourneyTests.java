package io.switchgear.http.body;

import java.util.List;

import io.switchgear.support.Answer;
import io.switchgear.support.Journey;
import io.switchgear.support.TestIssuer;
import io.switchgear.support.Wire;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Requests without a body, in whatever form they say so. */
class EmptyBodyJourneyTests extends Journey {

	private static final String DISABLE = "POST /v1/integrations/rootfi/1234/disable";

	@ParameterizedTest
	@ValueSource(strings = { "X-Nothing: at all", "Content-Length: 0", "Content-Type: application/json",
			"Content-Type: application/x-www-form-urlencoded|Content-Length: 0",
			"Content-Type: multipart/form-data|Content-Length: 0", "Content-Type: text/plain|Content-Length: 0",
			"Content-Type: nonsense|Content-Length: 0",
			"Content-Type: text/plain|Content-Type: text/html|Content-Length: 0",
			"Content-Type: application/x-www-form-urlencoded|Expect: 100-continue|Content-Length: 0" })
	void switchesWhateverTypeIsGivenToNoBody(String headers) {
		rootFiIntegration();
		try (Wire wire = Wire.to(baseUrl())) {
			assertThat(finalAnswer(wire.send("", head(DISABLE, headers))).status()).isEqualTo(200);
		}
		assertThat(rootfi.get(1234).disabled()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Type: application/x-www-form-urlencoded", "Content-Type: application/json",
			"X-Nothing: at all" })
	void switchesOnAnEmptyBodyInChunks(String headers) {
		rootFiIntegration();
		try (Wire wire = Wire.to(baseUrl())) {
			String[] head = head(DISABLE, headers + "|Transfer-Encoding: chunked");
			assertThat(finalAnswer(wire.send("0\r\n\r\n", head)).status()).isEqualTo(200);
			assertThat(finalAnswer(wire.send("", head("GET /v1/providers", "X-Nothing: at all"))).status())
				.isEqualTo(200);
		}
		assertThat(rootfi.get(1234).disabled()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", " null ", "\t\r\nnull\n" })
	void switchesOnTheJsonTextNull(String body) {
		rootFiIntegration();
		try (Wire wire = Wire.to(baseUrl())) {
			assertThat(finalAnswer(wire.send(body, typed(DISABLE, body))).status()).isEqualTo(200);
		}
		assertThat(rootfi.get(1234).disabled()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "PATCH /v1/integrations/rootfi/1234", "PUT /v1/providers/rootfi/hold", "POST /v1/batches" })
	void refusesNoBodyWhereThereHasToBeOne(String call) {
		for (String headers : List.of("Content-Length: 0", "X-Nothing: at all",
				"Content-Type: text/plain|Content-Length: 0")) {
			try (Wire wire = Wire.to(baseUrl())) {
				assertThat(finalAnswer(wire.send("", head(call, headers))).isProblem("request.malformed")).isTrue();
			}
		}
		try (Wire wire = Wire.to(baseUrl())) {
			assertThat(finalAnswer(wire.send("null", typed(call, "null"))).isProblem("request.invalid")).isTrue();
		}
		assertThat(rootfi.journal().count()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Type: application/json|Content-Type: text/plain",
			"Content-Type: application/json, text/plain", "Content-Type: application/x-www-form-urlencoded" })
	void refusesABodyWhoseTypeIsNotOneOfJson(String headers) {
		try (Wire wire = Wire.to(baseUrl())) {
			Answer answer = finalAnswer(wire.send("{}", head(DISABLE, headers + "|Content-Length: 2")));
			assertThat(answer.isProblem("request.unsupported-media-type")).as(answer.body()).isTrue();
		}
		assertThat(rootfi.journal().count()).isZero();
	}

	private static String[] typed(String call, String body) {
		return head(call, "Content-Type: application/json|Content-Length: " + body.length());
	}

	private static String[] head(String call, String headers) {
		String token = TestIssuer.shared()
			.token("billing-service", "integrations:read", "integrations:write", "providers:manage");
		return (call + " HTTP/1.1|Authorization: Bearer " + token + "|" + headers).split("\\|", -1);
	}

	private static Answer finalAnswer(Wire wire) {
		Answer answer = wire.answer();
		return (answer.status() == 100) ? wire.answer() : answer;
	}

}
