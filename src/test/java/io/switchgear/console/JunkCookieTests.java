package io.switchgear.console;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.switchgear.issuer.Person;
import io.switchgear.support.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Cookies that the gateway never set. Whoever sends one is not logged in, and no more.
 */
class JunkCookieTests extends ConsoleJourney {

	private static final String LOGIN = "switchgear-login";

	static Stream<String> junk() {
		return Stream.of("AAAA", "", "=", "*not base64*", "\"AAAA\"", "%00", "/////w==", encoded("null"),
				encoded(UUID.randomUUID() + "\0"), encoded(UUID.randomUUID() + "' or '1'='1"),
				encoded(UUID.randomUUID().toString()), UUID.randomUUID().toString(), encoded("x".repeat(8000)),
				"A".repeat(24_000));
	}

	@ParameterizedTest
	@MethodSource("junk")
	void isNoSession(String value) {
		Visitor visitor = visitor();
		visitor.keep(COOKIE, value);
		assertThat(visitor.get("").status()).isEqualTo(302);
		assertThat(visitor.get("main.js").status()).isEqualTo(200);
		assertThat(visitor.get("login").status()).isEqualTo(302);
		assertThat(visitor.get("login/callback").status()).isEqualTo(400);
		assertThat(visitor.get("v1/me").isProblem("console.login-required")).isTrue();
		assertThat(visitor.get("v1/events").isProblem("console.login-required")).isTrue();
		Answer end = visitor.post("logout");
		assertThat(end.status()).isEqualTo(200);
		assertThat(end.json().path("location").asString()).isEqualTo("logged-out");
	}

	@ParameterizedTest
	@MethodSource("junk")
	void isNoLoginThatSomebodyBegan(String value) {
		Visitor visitor = visitor();
		visitor.keep(LOGIN, value);
		Answer answer = visitor.get("login/callback?code=x&state=y");
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.body()).contains("Login failed");
		assertThat(visitor.follow(station.url()).body()).contains("name=\"username\"");
	}

	/** There is an alert for those, and anybody may send such a cookie. */
	@Test
	void isNotCountedAmongStoredCredentialsThatCannotBeDecrypted() {
		ConfigurableApplicationContext gateway = station.another();
		Visitor visitor = new Visitor(ConsoleStation.url(gateway));
		visitor.keep(LOGIN, "A".repeat(200));
		assertThat(visitor.get("login/callback?code=x&state=y").status()).isEqualTo(400);
		assertThat(
				gateway.getBean(MeterRegistry.class).get("switchgear.credential.decryption.failures").counter().count())
			.isZero();
	}

	@Test
	void doesNotKeepOutWhoeverIsLoggedIn() {
		String session = loggedIn(Person.READER).cookie(COOKIE);
		Answer answer = visitor().get("v1/me", "Cookie", "%1$s=AAAA; %1$s=%2$s".formatted(COOKIE, session));
		assertThat(answer.status()).isEqualTo(200);
	}

	/** A header has room for hundreds, and each would be a question to the database. */
	@Test
	void isLookedForOnce() {
		String session = loggedIn(Person.READER).cookie(COOKIE);
		String unknown = encoded(UUID.randomUUID().toString());
		Answer answer = visitor().get("v1/me", "Cookie", "%1$s=%2$s; %1$s=%3$s".formatted(COOKIE, unknown, session));
		assertThat(answer.isProblem("console.login-required")).isTrue();
	}

	private static String encoded(String id) {
		return Base64.getEncoder().encodeToString(id.getBytes(StandardCharsets.UTF_8));
	}

}
