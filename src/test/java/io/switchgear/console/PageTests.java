package io.switchgear.console;

import java.net.URI;
import java.util.List;
import java.util.Locale;

import io.switchgear.issuer.Person;
import io.switchgear.support.Answer;
import io.switchgear.support.OwnGateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** What is served under {@code /console/}, and how. */
class PageTests extends ConsoleJourney {

	private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
			+ "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
			+ "require-trusted-types-for 'script'";

	@ParameterizedTest
	@ValueSource(strings = { "", "follow.js", "console.css", "logged-out", "login/callback", "nothing.js" })
	void comesWithAStrictPolicy(String relative) {
		Answer answer = loggedIn(Person.READER).get(relative);
		assertThat(answer.header("Content-Security-Policy")).isEqualTo(POLICY);
		assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
		assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "follow.js", "console.css" })
	void isAskedForAgainAndSentOnce(String relative) {
		Visitor visitor = loggedIn(Person.READER);
		Answer first = visitor.get(relative);
		assertThat(first.status()).isEqualTo(200);
		assertThat(first.header("Cache-Control")).isEqualTo("no-cache");
		Answer second = visitor.get(relative, "If-None-Match", String.valueOf(first.header("ETag")));
		assertThat(second.status()).isEqualTo(304);
		assertThat(second.body()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "nothing.js", "login/", "login/nothing", "%2e%2e/application.yaml" })
	void isNothingBesideItsFiles(String relative) {
		Answer answer = visitor().get(URI.create(station.url() + relative));
		assertThat(answer.status()).isIn(400, 404);
		assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(answer.body()).doesNotContain("switchgear.providers", "<html");
	}

	@Test
	void needsItsSlash() {
		Answer answer = visitor().get(station.url().resolve("/console?x=1"));
		assertThat(answer.status()).isEqualTo(302);
		assertThat(answer.header("Location")).isEqualTo("console/?x=1");
	}

	@Test
	void isNotThereUnlessSwitchedOn() {
		try (OwnGateway gateways = new OwnGateway("consoleoff")) {
			ConfigurableApplicationContext gateway = gateways.start(List.of());
			Visitor visitor = new Visitor(ConsoleStation.url(gateway));
			for (String path : List.of("/console/", "/console/follow.js", "/console/v1/me", "/console/login")) {
				Answer answer = visitor.get(path);
				Answer unknown = visitor.get("/nothing-here");
				assertThat(answer.status()).isEqualTo(unknown.status());
				assertThat(answer.json().path("code")).isEqualTo(unknown.json().path("code"));
			}
			assertThat(gateway.getBeanDefinitionNames())
				.noneMatch((name) -> name.toLowerCase(Locale.ROOT).contains("console"));
		}
	}

}
