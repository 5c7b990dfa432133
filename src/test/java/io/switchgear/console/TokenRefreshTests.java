package io.switchgear.console;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import io.switchgear.issuer.Person;
import io.switchgear.support.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Sessions whose access tokens last for two seconds, and whose refresh tokens serve once.
 */
class TokenRefreshTests {

	private static ConsoleStation station;

	private static URI other;

	@BeforeAll
	static void startGateways(TestInfo test) {
		station = ConsoleStation.named(test,
				"spring.security.oauth2.authorizationserver.client.console.token.access-token-time-to-live=2s");
		station.start();
		other = ConsoleStation.url(station.another());
	}

	@AfterAll
	static void end() {
		station.close();
	}

	@AfterEach
	void makeGoodAgain() {
		station.issuer().available(true);
		station.issuer().mistake(Person.OPERATOR, Person.OPERATOR.login());
		station.issuer()
			.allow(Person.OPERATOR, "openid", "integrations:read", "integrations:write", "providers:manage");
	}

	@Test
	void happensOnceHoweverManyCallsNeedItAndOnEveryReplica() {
		Visitor visitor = expired();
		List<CompletableFuture<Answer>> calls = IntStream.range(0, 8)
			.mapToObj((call) -> CompletableFuture.supplyAsync(
					() -> visitor.at((call % 2 == 0) ? station.url() : other).get("v1/me"),
					(task) -> Thread.ofVirtual().start(task)))
			.toList();
		assertThat(calls).allSatisfy((call) -> assertThat(call.join().status()).isEqualTo(200));
	}

	@Test
	void bringsTheScopesThatAPersonHasNow() {
		Visitor visitor = expired();
		station.issuer().allow(Person.OPERATOR, "openid", "integrations:read");
		assertThat(visitor.get("v1/integrations").status()).isEqualTo(200);
		Answer refused = visitor.post("v1/integrations/rootfi/1234/disable");
		assertThat(refused.isProblem("auth.forbidden")).isTrue();
		assertThat(refused.json().path("detail").asString()).contains("integrations:write");
	}

	@Test
	void endsTheSessionIfTheIssuerRefuses() {
		Visitor visitor = expired();
		station.issuer().shutOut(Person.OPERATOR);
		assertThat(visitor.get("v1/me").isProblem("console.login-required")).isTrue();
		station.issuer().allow(Person.OPERATOR, "openid", "integrations:read");
		assertThat(visitor.get("v1/me").isProblem("console.login-required")).isTrue();
	}

	/** It knows a login by the last ID token of it alone. */
	@Test
	void leavesALoginThatEndsAtTheIssuerToo() {
		Visitor visitor = expired();
		assertThat(visitor.get("v1/me").status()).isEqualTo(200);
		Answer end = visitor.follow(URI.create(visitor.post("logout").json().path("location").asString()));
		assertThat(end.status()).isEqualTo(200);
		assertThat(visitor.lastRequest()).isEqualTo(station.url().resolve("logged-out"));
		assertThat(visitor.follow(station.url()).body()).contains("name=\"username\"");
	}

	@Test
	void endsTheSessionIfTheIssuerGoesOnWithSomebodyElse() {
		Visitor visitor = expired();
		station.issuer().mistake(Person.OPERATOR, "mallory");
		assertThat(visitor.get("v1/me").isProblem("console.login-required")).isTrue();
		assertThat(visitor.at(other).get("v1/me").isProblem("console.login-required")).isTrue();
	}

	@Test
	void waitsForAnIssuerThatIsAway() {
		Visitor visitor = expired();
		station.issuer().available(false);
		Answer answer = visitor.get("v1/me");
		assertThat(answer.isProblem("gateway.issuer-unavailable")).isTrue();
		assertThat(answer.header("Retry-After")).isEqualTo("2");
		station.issuer().available(true);
		assertThat(visitor.get("v1/me").status()).isEqualTo(200);
	}

	@Test
	void letsNobodyInWhileTheIssuerIsAway() {
		station.issuer().available(false);
		URI third = ConsoleStation.url(station.another());
		Visitor visitor = new Visitor(third);
		Answer answer = visitor.follow(third);
		assertThat(answer.status()).isEqualTo(502);
		assertThat(answer.body()).contains("Login failed", "cannot be reached", "href=\"../login\"")
			.doesNotContain("Exception");
	}

	/** One whose access token has expired, with nothing asked since. */
	private static Visitor expired() {
		Visitor visitor = new Visitor(station.url()).logIn(Person.OPERATOR);
		long login = System.nanoTime();
		await().until(() -> System.nanoTime() - login > Duration.ofMillis(2100).toNanos());
		return visitor;
	}

}
