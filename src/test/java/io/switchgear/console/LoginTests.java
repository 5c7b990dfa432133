package io.switchgear.console;

import java.net.URI;

import io.switchgear.issuer.Person;
import io.switchgear.support.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LoginTests extends ConsoleJourney {

	@ParameterizedTest
	@EnumSource
	void givesEachPersonWhatTheirTokenAllows(Person person) {
		Visitor visitor = loggedIn(person);
		Answer me = visitor.get("v1/me");
		assertThat(me.status()).isEqualTo(200);
		assertThat(me.json().path("name").asString()).isEqualTo(person.login());
		assertThat(me.json().path("via").asString()).isEqualTo("switchgear-console");
		Answer written = visitor.post("v1/integrations/rootfi/1234/disable");
		if (person == Person.OPERATOR) {
			assertThat(written.status()).isEqualTo(200);
			assertThat(station.rootfi().get(1234).disabled()).isTrue();
		}
		else {
			assertThat(written.isProblem("auth.forbidden")).isTrue();
			assertThat(station.rootfi().journal().all()).isEmpty();
		}
	}

	@Test
	void writesDownWhoDecidedAndThatTheConsoleCarriedIt() {
		Visitor visitor = loggedIn(Person.OPERATOR);
		visitor.post("v1/integrations/rootfi/1234/disable");
		Answer history = visitor.get("v1/integrations/rootfi/1234/changes");
		assertThat(history.json().at("/items/0/actor").asString()).isEqualTo("operator");
		assertThat(history.json().at("/items/0/via").asString()).isEqualTo("switchgear-console");
	}

	/** The page sends the version that it shows. */
	@Test
	void refusesToSwitchWhatWasChangedMeanwhile() {
		Visitor visitor = loggedIn(Person.OPERATOR);
		String shown = visitor.post("v1/integrations/rootfi/1234/disable").header("ETag");
		assertThat(visitor.post("v1/integrations/rootfi/1234/enable", "If-Match", String.valueOf(shown)).status())
			.isEqualTo(200);
		Answer late = visitor.post("v1/integrations/rootfi/1234/disable", "If-Match", String.valueOf(shown));
		assertThat(late.isProblem("integration.changed-meanwhile")).isTrue();
		assertThat(late.header("ETag")).isNotNull().isNotEqualTo(shown);
		assertThat(station.rootfi().get(1234).disabled()).isFalse();
	}

	@Test
	void keepsTheSessionInACookieThatNoOtherSiteCanUse() {
		assertThat(loggedIn(Person.READER).setCookies()).last()
			.asString()
			.matches("switchgear-console=[^;]+; Path=/; HttpOnly; SameSite=Strict");
	}

	@Test
	void keepsTheLoginInALaxCookieThatIsGoneWhenItIsOver() {
		Visitor visitor = visitor();
		visitor.follow(station.url());
		assertThat(visitor.setCookies()).singleElement()
			.asString()
			.matches("switchgear-login=[^;]+; Path=/; Max-Age=600; Expires=[^;]+; HttpOnly; SameSite=Lax");
		visitor.logIn(Person.READER);
		assertThat(visitor.cookie("switchgear-login")).isEqualTo("null");
	}

	@Test
	void leadsBackToWhatThePageShowed() {
		Visitor visitor = visitor();
		Answer callback = visitor.comeBack(Person.READER, "login?to=%3Fprovider%3Drootfi%23changes");
		assertThat(visitor.link(callback)).isEqualTo(station.url().resolve("?provider=rootfi#changes"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://elsewhere.example/", "//elsewhere.example", "v1/me", "javascript:1" })
	void leadsNowhereElse(String to) {
		Visitor visitor = visitor();
		Answer callback = visitor.comeBack(Person.READER, "login?to=" + to);
		assertThat(visitor.link(callback)).isEqualTo(station.url());
	}

	@Test
	void goesOnAtOnceIfThereIsASession() {
		Answer answer = loggedIn(Person.READER).get("login?to=%3Fprovider%3Drootfi");
		assertThat(answer.status()).isEqualTo(302);
		assertThat(answer.header("Location")).isEqualTo("./?provider=rootfi");
	}

	/** The browser keeps a strict cookie back if somebody follows a link from a chat. */
	@Test
	void asksAgainForTheCookieIfTheVisitorComesFromAnotherSite() {
		Visitor visitor = visitor();
		Answer page = visitor.get("?provider=rootfi", "Sec-Fetch-Site", "cross-site");
		assertThat(page.status()).isEqualTo(200);
		assertThat(visitor.link(page)).isEqualTo(station.url().resolve("login?to=%3Fprovider%3Drootfi"));
	}

	@Test
	void startsASessionThatNobodyKnewBefore() {
		Visitor visitor = visitor();
		visitor.keep(COOKIE, "bWluZS1hbmQtbm90LXlvdXJz");
		visitor.logIn(Person.OPERATOR);
		String first = visitor.cookie(COOKIE);
		assertThat(first).isNotEqualTo("bWluZS1hbmQtbm90LXlvdXJz");
		Answer again = visitor.follow(station.url().resolve("login/start"));
		assertThat(again.status()).isEqualTo(200);
		assertThat(visitor.cookie(COOKIE)).isNotEqualTo(first);
		Visitor stale = visitor();
		stale.keep(COOKIE, first);
		assertThat(stale.get("v1/me").isProblem("console.login-required")).isTrue();
	}

	@Test
	void saysWhatIsWrongIfTheIssuerRefuses() {
		Visitor visitor = visitor();
		String issuer = visitor.get(station.url().resolve("login/start")).header("Location");
		String state = URI.create(String.valueOf(issuer)).getQuery().replaceFirst(".*&state=([^&]+).*", "$1");
		Answer answer = visitor.get("login/callback?error=access_denied&error_description=c4n4ry&state=" + state);
		assertThat(answer.status()).isEqualTo(403);
		assertThat(answer.body()).contains("Login failed", "did not let you in", "href=\"../login\"")
			.doesNotContain("c4n4ry", "Exception");
	}

	@Test
	void saysWhatIsWrongIfNobodyBeganTheLogin() {
		Visitor visitor = visitor();
		Answer answer = visitor.get("login/callback?code=c4n4ry&state=made-up");
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.body()).contains("Login failed", "in another tab").doesNotContain("c4n4ry", "Exception");
		assertThat(visitor.setCookies()).isEmpty();
	}

	@Test
	void takesNoCodeTwice() {
		Visitor visitor = visitor();
		visitor.follow(station.url());
		String login = visitor.cookie("switchgear-login");
		Answer callback = visitor.comeBack(Person.READER, "login/start");
		assertThat(callback.status()).isEqualTo(200);
		visitor.keep("switchgear-login", login);
		assertThat(visitor.get(visitor.lastRequest()).status()).isEqualTo(400);
	}

	@Test
	void logsOutAtTheIssuerToo() {
		Visitor visitor = loggedIn(Person.OPERATOR);
		String session = visitor.cookie(COOKIE);
		Answer answer = visitor.post("logout");
		assertThat(answer.status()).isEqualTo(200);
		Answer end = visitor.follow(URI.create(answer.json().path("location").asString()));
		assertThat(end.status()).isEqualTo(200);
		assertThat(end.body()).contains("You are logged out", "href=\"login\"");
		assertThat(visitor.lastRequest()).isEqualTo(station.url().resolve("logged-out"));
		visitor.keep(COOKIE, session);
		assertThat(visitor.get("v1/me").isProblem("console.login-required")).isTrue();
		assertThat(visitor.follow(station.url()).body()).contains("name=\"username\"");
	}

	@Test
	void logsOutWhoeverIsNotLoggedIn() {
		assertThat(visitor().post("logout").json().path("location").asString()).isEqualTo("logged-out");
	}

}
