package io.switchgear.http;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

import io.switchgear.support.Answer;
import io.switchgear.support.Journey;
import io.switchgear.support.TestIssuer;
import io.switchgear.support.Wire;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** How long connections are kept, and how much may be said before the body. */
class ConnectionJourneyTests extends Journey {

	@Test
	void keepsAConnectionForAsManyRequestsAsCome() {
		try (Wire wire = Wire.to(baseUrl())) {
			for (int request = 0; request < 250; request++) {
				Answer answer = wire.send("", head("GET /v1/providers", "X-Nothing: at all")).answer();
				assertThat(answer.status()).isEqualTo(200);
				assertThat(answer.header("Connection")).isNotEqualTo("close");
			}
		}
	}

	@Test
	void keepsAQuietConnectionForLongerThanLoadBalancersDo() {
		try (Wire wire = Wire.to(baseUrl())) {
			Answer answer = wire.send("", head("GET /v1/providers", "Connection: keep-alive")).answer();
			assertThat(answer.header("Keep-Alive")).isEqualTo("timeout=75");
		}
	}

	/** Chunks would take the container a second write to the socket. */
	@Test
	void sendsEachResponseInOnePiece() {
		rootFiIntegration();
		for (String call : List.of("POST /v1/integrations/rootfi/1234/disable", "GET /v1/integrations/rootfi/1234",
				"GET /v1/integrations", "GET /v1/integrations/rootfi/4711")) {
			Answer answer = call(call, "X-Nothing: at all");
			assertThat(answer.header("Content-Length")).as(call)
				.isEqualTo(String.valueOf(answer.body().getBytes(StandardCharsets.UTF_8).length));
			assertThat(answer.header("Transfer-Encoding")).as(call).isNull();
		}
	}

	@Test
	void readsThirtyKilobytesOfHeaders() {
		assertThat(call("GET /v1/providers", "X-Long: " + "x".repeat(30_000)).status()).isEqualTo(200);
		String[] scopes = new String[900];
		for (int scope = 0; scope < scopes.length; scope++) {
			scopes[scope] = "integrations:read:p" + scope;
		}
		String token = TestIssuer.shared().token("billing-service", scopes);
		assertThat(token).hasSizeGreaterThan(20_000);
		try (Wire wire = Wire.to(baseUrl())) {
			wire.send("", "GET /v1/providers HTTP/1.1", "Authorization: Bearer " + token);
			assertThat(wire.answer().status()).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@CsvSource({ "33000, 1", "200000, 1", "400, 90" })
	void refusesMoreThanThat(int size, int lines) {
		Answer answer = call("GET /v1/providers", repeated("X-Long: " + "x".repeat(size), lines));
		assertThat(answer.status()).as(answer.body()).isEqualTo(431);
		assertThat(answer.isProblem("request.headers-too-large")).as(answer.body()).isTrue();
		assertThat(call("GET /v1/integrations?q=" + "x".repeat(40_000), "X-Nothing: at all").status()).isEqualTo(431);
	}

	@Test
	void refusesMoreLinesThanItCounts() {
		Answer answer = call("GET /v1/providers", repeated("X-Short: x", 120));
		assertThat(answer.isProblem("request.headers-too-large")).as(answer.body()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET /v1/provi ders", "GET /v1/<x>", "GET /v1/%zz", "G\u00e4T /v1/providers" })
	void answersWithAProblemWhatIsNoHttp(String call) {
		Answer answer = call(call, "X-Nothing: at all");
		assertThat(answer.isProblem("request.malformed")).as(answer.body()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Length: 2|Content-Length: 3", "Content-Length: two", "Host: other",
			"Transfer-Encoding: gzip", "Content-Length: 2|Transfer-Encoding: nonsense" })
	void answersWithAProblemHeadersThatCanBeReadTwoWays(String headers) {
		Answer answer = call("POST /v1/integrations/rootfi/1234/disable", headers);
		assertThat(answer.isProblem("request.malformed")).as(answer.body()).isTrue();
	}

	@Test
	void answersHeadAsItWouldAnswerGet() {
		try (Wire wire = Wire.to(baseUrl())) {
			Answer head = wire.send("", head("HEAD /v1/providers", "X-Nothing: at all")).head();
			assertThat(head.status()).isEqualTo(200);
			assertThat(wire.send("", head("GET /v1/providers", "X-Nothing: at all")).answer().status()).isEqualTo(200);
		}
	}

	@Test
	void namesTheMethodsToWhoeverAsksForOptions() {
		Answer answer = call("OPTIONS /v1/integrations/rootfi/1234/disable", "X-Nothing: at all");
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header("Allow")).contains("POST");
	}

	private Answer call(String call, String headers) {
		try (Wire wire = Wire.to(baseUrl())) {
			return wire.send("", head(call, headers)).answer();
		}
	}

	private static String repeated(String header, int times) {
		return String.join("|", Collections.nCopies(times, header));
	}

	private static String[] head(String call, String headers) {
		String token = TestIssuer.shared()
			.token("billing-service", "integrations:read", "integrations:write", "providers:manage");
		return (call + " HTTP/1.1|Authorization: Bearer " + token + "|" + headers).split("\\|", -1);
	}

}
