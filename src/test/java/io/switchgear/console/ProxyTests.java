package io.switchgear.console;

import java.net.URI;
import java.util.List;

import io.switchgear.issuer.Person;
import io.switchgear.issuer.TokenIssuer;
import io.switchgear.support.Answer;
import io.switchgear.support.OwnGateway;
import io.switchgear.support.TestIssuer;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

class ProxyTests {

	private static final String PREFIX = "/ops";

	@Test
	void mayAddAPrefixAndEndHttps() {
		URI console = URI.create("https://gateway.example" + PREFIX + "/console/");
		try (ConsoleStation station = new ConsoleStation("proxytests",
				TokenIssuer.console("https://gateway.example" + PREFIX))) {
			station.start("server.forward-headers-strategy=framework");
			Visitor visitor = new Visitor(console,
					(request) -> request.header("X-Forwarded-Proto", "https")
						.header("X-Forwarded-Host", "gateway.example")
						.header("X-Forwarded-Prefix", PREFIX),
					(asked) -> station.url()
						.resolve(asked.getRawPath().substring(PREFIX.length())
								+ ((asked.getRawQuery() != null) ? "?" + asked.getRawQuery() : "")));
			visitor.logIn(Person.OPERATOR);
			assertThat(visitor.setCookies()).first()
				.asString()
				.matches(
						"__Host-switchgear-login=[^;]+; Path=/; Max-Age=600; Expires=[^;]+; Secure; HttpOnly; SameSite=Lax");
			assertThat(visitor.setCookies()).last()
				.asString()
				.matches("__Host-switchgear-console=[^;]+; Path=/; Secure; HttpOnly; SameSite=Strict");
			Answer me = visitor.get("v1/me");
			assertThat(me.json().path("name").asString()).isEqualTo("operator");
			assertThat(visitor.get("v1/none").json().path("instance").asString()).isEqualTo("/ops/v1/none");
			URI end = URI.create(visitor.post("logout").json().path("location").asString());
			visitor.follow(end);
			assertThat(visitor.lastRequest()).isEqualTo(console.resolve("logged-out"));
		}
	}

	@Test
	void mayLogPeopleInItself() {
		try (OwnGateway gateways = new OwnGateway("proxyalone")) {
			ConfigurableApplicationContext gateway = gateways
				.start(List.of("switchgear.console.enabled=true", "switchgear.console.logout-url=/oauth2/sign_out"));
			assertThat(gateway.containsBean("consoleSessionRepository")).isFalse();
			Visitor visitor = new Visitor(ConsoleStation.url(gateway));
			String token = "Bearer " + TestIssuer.shared().token("olga", "integrations:read");
			assertThat(visitor.get("", "Authorization", token).body()).contains("<html");
			assertThat(visitor.get("v1/me", "Authorization", token).json().path("name").asString()).isEqualTo("olga");
			assertThat(visitor.post("v1/integrations/rootfi/1234/disable", "Authorization", token)
				.isProblem("auth.forbidden")).isTrue();
			assertThat(visitor.get("v1/me").isProblem("auth.required")).isTrue();
			assertThat(visitor.post("logout", "Authorization", token).json().path("location").asString())
				.isEqualTo("/oauth2/sign_out");
			assertThat(visitor.setCookies()).isEmpty();
		}
	}

	/** Both ways in at once, and nothing said of where a proxy logs people out. */
	@Test
	void needsNoSessionBesideALogin() {
		try (ConsoleStation station = new ConsoleStation("proxybeside")) {
			station.start();
			Visitor visitor = new Visitor(station.url());
			String token = "Bearer " + TestIssuer.shared().token("olga", "integrations:read");
			assertThat(visitor.get("", "Authorization", token).status()).isEqualTo(200);
			assertThat(visitor.get("v1/me", "Authorization", token).isProblem("auth.required")).isTrue();
			assertThat(visitor.post("logout", "Authorization", token).isProblem("request.not-found")).isTrue();
			assertThat(visitor.get("v1/me", "Authorization", "Basic eDp5").isProblem("console.login-required"))
				.isTrue();
		}
	}

}
