package io.switchgear.security;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;

import com.nimbusds.jwt.JWTClaimsSet;
import io.switchgear.support.Answer;
import io.switchgear.support.OwnGateway;
import io.switchgear.support.TestIssuer;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Gateways that are told otherwise than most who issues their callers' tokens. */
class IssuerTests {

	private static final String JWT = "spring.security.oauth2.resourceserver.jwt.";

	private final TestIssuer issuer = TestIssuer.at(InetAddress.getLoopbackAddress());

	@Test
	void saysThatTokensCannotBeCheckedUntilTheIssuerAnswers() {
		try (OwnGateway own = new OwnGateway("issuer", "issuer-uri=" + issuer.url())) {
			issuer.available(false);
			ConfigurableApplicationContext gateway = own
				.start(List.of("switchgear.security.keys.refresh-interval=500ms"));
			Answer unchecked = providers(gateway, good());
			assertThat(unchecked.isProblem("gateway.issuer-unavailable")).as(unchecked.body()).isTrue();
			assertThat(unchecked.status()).isEqualTo(503);
			assertThat(unchecked.header("Retry-After")).isEqualTo("2");
			assertThat(unchecked.json().path("retryable").asBoolean()).isTrue();
			issuer.available(true);
			await().until(() -> providers(gateway, good()).status() == 200);
			issuer.available(false);
			await().until(() -> outage(gateway) > 0);
			assertThat(providers(gateway, good()).status()).isEqualTo(200);
			Answer unknown = providers(gateway, issuer.forgedToken("billing-service", "new", "integrations:read"));
			assertThat(unknown.isProblem("gateway.issuer-unavailable")).as(unknown.body()).isTrue();
			issuer.available(true);
			await().until(() -> outage(gateway) == 0);
		}
	}

	@Test
	void asksForAnIssuerAndAnotherNameOfTheCallerIfItIsToldTo() {
		try (OwnGateway own = new OwnGateway("named_issuer", "jwk-set-uri=" + issuer.keysUrl())) {
			ConfigurableApplicationContext gateway = own
				.start(List.of(JWT + "issuer-uri=http://issuer.example", JWT + "principal-claim-name=client_id"));
			JWTClaimsSet.Builder named = issuer.claims("subject", "integrations:read").claim("client_id", "billing");
			assertThat(providers(gateway, issuer.token(named.build(), null)).status()).isEqualTo(401);
			named.issuer("http://issuer.example");
			assertThat(providers(gateway, issuer.token(named.build(), null)).status()).isEqualTo(200);
			for (Object name : new Object[] { null, "", "bil\nling", List.of(), "b".repeat(256) }) {
				Answer nameless = providers(gateway, issuer.token(named.claim("client_id", name).build(), null));
				assertThat(nameless.status()).as("%s", name).isEqualTo(401);
			}
		}
	}

	private String good() {
		return issuer.token("billing-service", "integrations:read");
	}

	private static Answer providers(ConfigurableApplicationContext gateway, String token) {
		return Answer.to(HttpRequest.newBuilder(uri(gateway, "server", "/v1/providers"))
			.header("Authorization", "Bearer " + token));
	}

	private static double outage(ConfigurableApplicationContext gateway) {
		return Answer.to(HttpRequest.newBuilder(uri(gateway, "management", "/actuator/prometheus")))
			.body()
			.lines()
			.filter((line) -> line.startsWith("switchgear_issuer_outage_age_seconds"))
			.mapToDouble((line) -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
			.sum();
	}

	private static URI uri(ConfigurableApplicationContext gateway, String port, String path) {
		return URI.create("http://127.0.0.1:" + gateway.getEnvironment().getProperty("local." + port + ".port") + path);
	}

}
