package io.switchgear.security;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.nimbusds.jwt.JWTClaimsSet;
import io.switchgear.support.Answer;
import io.switchgear.support.CapturedLog;
import io.switchgear.support.Journey;
import io.switchgear.support.TestIssuer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a token has to be like. */
class TokenJourneyTests extends Journey {

	private static final TestIssuer ISSUER = TestIssuer.shared();

	private static final String INVALID = "Bearer error=\"invalid_token\"";

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "JWT", "jwt", "at+jwt", "AT+JWT", "application/at+jwt" })
	void takesAccessTokensOfEachType(@Nullable String type) {
		assertThat(providers(ISSUER.token(claims().build(), type)).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "logout+jwt", "secevent+jwt", "dpop+jwt", "at+jwt2" })
	void takesNoTokensOfOtherTypes(String type) {
		refused(providers(ISSUER.token(claims().build(), type)));
	}

	@Test
	void refusesTokensThatNeverExpire() {
		refused(providers(ISSUER.token(claims().expirationTime(null).build(), null)));
	}

	static Stream<@Nullable String> namesOfNobody() {
		return Stream.of(null, "", " ", "billing\nINFO somebody-else", "billing\r\nx", "a\u0000b", "a\tb", "a\u007fb",
				"a\u0085b", "a\u2028b", "a\u2029b", "a\u202eb", "a\u200bb", "a".repeat(256));
	}

	@ParameterizedTest
	@MethodSource("namesOfNobody")
	void refusesCallersWhoseNameCannotBeWrittenDown(@Nullable String name) {
		String token = ISSUER.token(claims().subject(name).build(), null);
		for (String path : List.of("/v1/providers", "/v1/integrations/rootfi/1234", "/v1/events", "/v1/nothing",
				"/problems", "/")) {
			refused(get(path, token));
		}
		refused(Answer
			.to(request("/v1/integrations/rootfi/1234/disable", token).POST(HttpRequest.BodyPublishers.noBody())));
		assertThat(rootfi.journal().count()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "billing-service", "service@tenant", "Zoë Müller", "spiffe://a/b c", "请求者" })
	void takesNamesThatPeopleAndServicesHave(String name) {
		assertThat(providers(ISSUER.token(claims().subject(name).build(), null)).status()).isEqualTo(200);
	}

	static Stream<JWTClaimsSet> claimsOfOtherTypes() {
		return Stream.of(claims().claim("scope", List.of(1, 2)).build(), claims().claim("cnf", "text").build(),
				claims().claim("cnf", Map.of("x5t#S256", 1)).build(), claims().claim("cnf", Map.of("jkt", 1)).build(),
				claims().claim("aud", Map.of("switchgear", true)).build(), claims().claim("exp", "soon").build(),
				claims().issueTime(Date.from(Instant.now().plusSeconds(7200))).build(),
				claims().claim("iss", 17).build());
	}

	@ParameterizedTest
	@MethodSource("claimsOfOtherTypes")
	void isNeverBroughtDownByAClaimOfAnotherType(JWTClaimsSet claims) {
		assertThat(providers(ISSUER.token(claims, null)).status()).isLessThan(500);
	}

	@ParameterizedTest
	@CsvSource({ "Bearer, true", "Bearer a b, true", "Bearer %%%, true", "bearer no-token, true", "Basic YTpi, false",
			"token, false" })
	void speaksOfAnErrorOnlyWhereThereIsABearerToken(String authorization, boolean error) {
		Answer answer = Answer
			.to(HttpRequest.newBuilder(URI.create(baseUrl() + "/v1/providers")).header("Authorization", authorization));
		assertThat(answer.isProblem("auth.required")).as(answer.body()).isTrue();
		assertThat(answer.header("WWW-Authenticate")).isEqualTo(error ? INVALID : "Bearer");
	}

	@Test
	void refusesExpiredTokensWhereAStreamWouldEndAtOnce() {
		String expired = ISSUER.token("billing-service", "switchgear", Instant.now().minusSeconds(20),
				"integrations:read");
		assertThat(providers(expired).status()).isEqualTo(200);
		refused(get("/v1/events", expired));
		refused(get("/v1/events?provider=rootfi", expired));
	}

	@Test
	void logsWhyATokenIsRefusedAndNothingOfIt() {
		String expired = ISSUER.token("billing-service", "switchgear", Instant.now().minusSeconds(600));
		String foreign = ISSUER.token(claims().audience("another-api").build(), null);
		String forged = ISSUER.forgedToken("billing-service", ISSUER.keyId());
		String nameless = ISSUER.token(claims().subject("c4n4ry\nINFO forged line").build(), null);
		try (CapturedLog log = CapturedLog.fromDebugUp()) {
			for (String token : List.of(expired, foreign, forged, nameless, "c4n4ry.c4n4ry.c4n4ry", "c4n4ry")) {
				refused(providers(token));
			}
			List<String> lines = log.text()
				.lines()
				.filter((line) -> line.startsWith(Refusals.class.getName()))
				.toList();
			assertThat(lines).hasSize(6);
			assertThat(lines.get(0)).contains("expired at");
			assertThat(lines.get(1)).contains("aud");
			assertThat(lines.get(2)).contains("signature");
			assertThat(lines.get(3)).contains("control characters");
			assertThat(log.text()).doesNotContain("c4n4ry", "forged line");
			for (String token : List.of(expired, foreign, forged, nameless)) {
				assertThat(log.text()).doesNotContain(token.split("\\."));
			}
		}
	}

	private static JWTClaimsSet.Builder claims() {
		return ISSUER.claims("billing-service", "integrations:read", "integrations:write");
	}

	private static void refused(Answer answer) {
		assertThat(answer.status()).as(answer.body()).isEqualTo(401);
		assertThat(answer.isProblem("auth.required")).as(answer.body()).isTrue();
		assertThat(answer.header("WWW-Authenticate")).isEqualTo(INVALID);
	}

	private Answer providers(String token) {
		return get("/v1/providers", token);
	}

	private Answer get(String path, String token) {
		return Answer.to(request(path, token));
	}

	private HttpRequest.Builder request(String path, String token) {
		return HttpRequest.newBuilder(URI.create(baseUrl() + path)).header("Authorization", "Bearer " + token);
	}

}
