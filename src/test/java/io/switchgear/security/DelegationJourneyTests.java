package io.switchgear.security;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.nimbusds.jwt.JWTClaimsSet;
import io.switchgear.support.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Who may act for somebody else. */
class DelegationJourneyTests extends ActorJourney {

	@ParameterizedTest
	@ValueSource(strings = { "", "integrations:delegate:whisk" })
	void refusesToActForOthersWithoutTheScope(String scope) {
		rootFiIntegration();
		Way without = new Way("without", token(claims("admin-ui", scope.isEmpty() ? ALL : with(scope))), "anna", "",
				null);
		for (Answer answer : List.of(call(without, "POST", "/v1/integrations/rootfi/1234/disable", "{}"),
				call(without, "PUT", "/v1/providers/rootfi/hold", "{\"reason\": \"incident 4711\"}"),
				call(without, "GET", "/v1/integrations/rootfi/1234", null),
				call(without, "POST", "/v1/batches", ITEM))) {
			assertThat(answer.status()).as(answer.body()).isEqualTo(403);
			assertThat(answer.isProblem("auth.delegation-forbidden")).as(answer.body()).isTrue();
			assertThat(answer.header("WWW-Authenticate")).contains("insufficient_scope",
					"scope=\"integrations:delegate");
		}
		assertThat(rootfi.journal().count()).isZero();
		assertThat(jdbc.sql("select count(*) from change").query(Long.class).single()).isZero();
		assertThat(jdbc.sql("select count(*) from batch").query(Long.class).single()).isZero();
	}

	@Test
	void neverIgnoresTheHeader() {
		Way me = new Way("me", token(claims("admin-ui", ALL)), "anna", "", null);
		for (String path : List.of("/v1/me", "/v1/changes", "/v1/events", "/v1/providers")) {
			assertThat(call(me, "GET", path, null).isProblem("auth.delegation-forbidden")).as(path).isTrue();
		}
		Answer unknown = call(new Way("nobody", "no.token.here", "anna", "", null), "GET", "/v1/me", null);
		assertThat(unknown.isProblem("auth.required")).isTrue();
	}

	@Test
	void actsForOthersOnlyAtTheProvidersOfTheScope() {
		rootFiIntegration();
		Way narrowed = new Way("narrowed", token(claims("admin-ui", with("integrations:delegate:rootfi"))), "anna",
				"anna", "admin-ui");
		assertThat(call(narrowed, "POST", "/v1/integrations/rootfi/1234/disable", "{}").status()).isEqualTo(200);
		String whisk = "whisk/" + whiskIntegration();
		Answer other = call(narrowed, "POST", "/v1/integrations/" + whisk + "/disable", "{}");
		assertThat(other.isProblem("auth.delegation-forbidden")).as(other.body()).isTrue();
		assertThat(other.header("WWW-Authenticate")).contains("scope=\"integrations:delegate:whisk\"");
		caller().post().uri("/v1/integrations/" + whisk + "/enable").exchange().expectStatus().isOk();
		Answer selected = call(narrowed, "POST", "/v1/batches?dryRun=true",
				"{\"action\": \"enable\", \"selector\": {\"enabled\": true}}");
		assertThat(selected.status()).as("whisk is not selected: %s", selected.body()).isEqualTo(422);
		String waiting = caller().post()
			.uri("/v1/integrations/" + whisk + "/disable")
			.header("Prefer", "respond-async")
			.exchange()
			.returnResult(String.class)
			.getResponseHeaders()
			.getFirst("Location");
		Answer cancelled = call(narrowed, "POST", waiting + "/cancel", null);
		assertThat(cancelled.isProblem("auth.delegation-forbidden")).as(cancelled.body()).isTrue();
	}

	static Stream<List<String>> headersOfNobody() {
		return Stream.of(List.of(""), List.of(" "), List.of("a".repeat(256)), List.of("anna", "bob"),
				List.of("a\u200bb"), List.of("a\u202eb"));
	}

	@ParameterizedTest
	@MethodSource("headersOfNobody")
	void refusesNamesThatCannotBeWrittenDown(List<String> names) {
		Answer answer = send("POST", "/v1/integrations/rootfi/1234/disable", token(claims("admin-ui", with(DELEGATE))),
				names, "");
		assertThat(answer.isProblem("request.invalid")).as(answer.body()).isTrue();
		assertThat(answer.json().path("errors").path(0).path("parameter").asString()).isEqualTo("On-Behalf-Of");
		assertThat(rootfi.journal().count()).isZero();
	}

	@Test
	void takesNoTokenWhoseClientCannotBeNamed() {
		for (JWTClaimsSet.Builder claims : List.of(claims("anna", ALL).claim("act", "admin-ui"),
				claims("anna", ALL).claim("act", Map.of("sub", 17)), claims("anna", ALL).claim("azp", List.of("a")),
				claims("anna", ALL).claim("client_id", "a\nb"), claims("anna", ALL).claim("azp", " "))) {
			Answer answer = call(new Way("bad", token(claims), null, "", null), "GET", "/v1/me", null);
			assertThat(answer.isProblem("auth.required")).as(answer.body()).isTrue();
		}
	}

}
