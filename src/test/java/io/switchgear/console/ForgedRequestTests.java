package io.switchgear.console;

import io.switchgear.issuer.Person;
import io.switchgear.support.Answer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What another site has the browser of somebody send who is logged in. */
class ForgedRequestTests extends ConsoleJourney {

	private static final String DISABLE = "v1/integrations/rootfi/1234/disable";

	private static Visitor operator;

	@BeforeAll
	static void logIn() {
		operator = loggedIn(Person.OPERATOR);
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "PUT", "PATCH", "DELETE" })
	void isRefusedWithoutTheHeader(String method) {
		assertRefused(operator.bare(method, DISABLE), "X-Switchgear-Console");
	}

	@ParameterizedTest
	@ValueSource(strings = { "cross-site", "same-site" })
	void isRefusedIfTheBrowserSaysWhereItComesFrom(String site) {
		assertRefused(operator.post(DISABLE, "Sec-Fetch-Site", site), "another site");
		assertRefused(operator.get("v1/integrations/rootfi/1234?fresh=true", "Sec-Fetch-Site", site), "another site");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://elsewhere.example", "null", "https://localhost.elsewhere.example", "%" })
	void isRefusedIfItsOriginIsAnother(String origin) {
		assertRefused(operator.post(DISABLE, "Origin", origin), "another origin");
	}

	@Test
	void isRefusedAtTheLogoutToo() {
		assertRefused(operator.bare("POST", "logout"), "X-Switchgear-Console");
		assertThat(operator.get("v1/me").status()).isEqualTo(200);
	}

	@Test
	void isRefusedEvenIfAProxyAddsAToken() {
		assertRefused(visitor().bare("POST", DISABLE, "Authorization", "Bearer x"), "X-Switchgear-Console");
	}

	@ParameterizedTest
	@CsvSource({ "Sec-Fetch-Site, same-origin", "Origin, http://localhost:1" })
	void isNotWhatThePageSends(String header, String value) {
		assertThat(operator.post(DISABLE, header, value).status()).isEqualTo(200);
		assertThat(operator.get("v1/me", header, value).status()).isEqualTo(200);
	}

	/** A proxy may have changed the name of the host; the browser knows it. */
	@Test
	void isNotOneThatTheBrowserSaysIsOfTheSameOrigin() {
		Answer answer = operator.post(DISABLE, "Sec-Fetch-Site", "same-origin", "Origin", "https://ops.example");
		assertThat(answer.status()).isEqualTo(200);
	}

	private static void assertRefused(Answer answer, String reason) {
		assertThat(answer.isProblem("console.forged-request")).isTrue();
		assertThat(answer.status()).isEqualTo(403);
		assertThat(answer.json().path("detail").asString()).contains(reason);
		assertThat(station.rootfi().journal().all()).isEmpty();
	}

}
