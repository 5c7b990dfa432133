package io.switchgear;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;

import io.switchgear.support.Answer;
import io.switchgear.support.OwnGateway;
import io.switchgear.support.TestIssuer;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** A gateway that knows its issuer's address only, and has to ask where its keys are. */
class IssuerTests {

	private final TestIssuer issuer = TestIssuer.at(InetAddress.getLoopbackAddress());

	@Test
	void saysThatTokensCannotBeCheckedUntilTheIssuerAnswers() {
		try (OwnGateway own = new OwnGateway("issuer", "issuer-uri=" + issuer.url())) {
			issuer.available(false);
			ConfigurableApplicationContext gateway = own.start(List.of());
			Answer unchecked = providers(gateway);
			assertThat(unchecked.isProblem("gateway.issuer-unavailable")).as(unchecked.body()).isTrue();
			assertThat(unchecked.status()).isEqualTo(503);
			issuer.available(true);
			assertThat(providers(gateway).status()).isEqualTo(200);
		}
	}

	private Answer providers(ConfigurableApplicationContext gateway) {
		String port = gateway.getEnvironment().getProperty("local.server.port");
		return Answer.to(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/providers"))
			.header("Authorization", "Bearer " + issuer.token("billing-service", "integrations:read")));
	}

}
