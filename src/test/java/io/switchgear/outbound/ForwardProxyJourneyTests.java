package io.switchgear.outbound;

import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

import io.switchgear.support.OwnGateway;
import io.switchgear.support.RawServer;
import io.switchgear.support.TestProxy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Providers that are reached through a proxy, or are not. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForwardProxyJourneyTests {

	private static final String HIDDEN = "7b1d3c52-9e0f-4c7a-8a6d-2f4b5c6d7e8f";

	private static final String ID = "5f0c4f6e-3b1a-4a57-9a52-0d6c1f1e2a3b";

	private final TestProxy proxy = new TestProxy();

	private final RawServer alerting = RawServer.start(RawServer.alert());

	private final OwnGateway own = new OwnGateway("forward_proxy");

	private RestTestClient caller;

	@BeforeAll
	void start() {
		String address = "http://localhost:" + proxy.port();
		String tunnelled = "switchgear.providers.tunnelled.";
		ConfigurableApplicationContext gateway = own.start(Stream.concat(
				Stream
					.of("connector=whisk", "base-url=" + own.whisk().baseUrl(), "api-key=key-c4n4ry-2d90",
							"proxy=" + address, "proxy-credentials=switch:pa:ss")
					.map(tunnelled::concat),
				Stream.concat(
						Stream
							.of("connector=whisk", "base-url=http://known-to-the-proxy.invalid:" + own.whisk().port(),
									"api-key=key-c4n4ry-2d90", "proxy=" + address, "allow-plain-http=true",
									"proxy-credentials=switch:pa:ss")
							.map("switchgear.providers.hidden."::concat),
						Stream
							.of("connector=whisk", "base-url=https://localhost:" + alerting.port(), "api-key=some-key")
							.map("switchgear.providers.alerting."::concat)))
			.toList());
		caller = OwnGateway.caller(gateway);
	}

	@AfterAll
	void end() {
		own.close();
		proxy.close();
		alerting.close();
	}

	@Test
	void knowsThatNothingWasSentWhereTheProxyMakesNoTunnel() throws IOException {
		own.whisk().add(ID, "INTEGRATION_TYPE_SHOPIFY", false);
		change("tunnelled", "enable").expectStatus().isOk();
		assertThat(own.whisk().enabled(ID)).isTrue();
		assertThat(proxy.asked()).isNotEmpty()
			.filteredOn((head) -> !head.contains(".invalid"))
			.allSatisfy((head) -> assertThat(head)
				.startsWith("CONNECT 127.0.0.1:%d HTTP/1.1\r\n".formatted(own.whisk().port()))
				.containsIgnoringCase("Proxy-Authorization: Basic c3dpdGNoOnBhOnNz\r\n")
				.doesNotContain("key-c4n4ry-2d90"));
		int sent = own.whisk().journal().count();
		proxy.refuse("502 Bad Gateway");
		// A connection that is just being noticed to have ended may leave a write in
		// doubt.
		await().untilAsserted(() -> caller.get()
			.uri("/v1/integrations/tunnelled/{id}?fresh=true", ID)
			.exchange()
			.expectStatus()
			.isEqualTo(502));
		change("tunnelled", "disable").expectStatus()
			.isEqualTo(502)
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo("provider.unreachable");
		assertThat(own.whisk().journal().count()).isEqualTo(sent);
		integration("tunnelled").jsonPath("$.sync").isEqualTo("in_sync").jsonPath("$.enabled").isEqualTo(true);
	}

	@Test
	void leavesTheNameOfTheProviderToTheProxy() {
		proxy.allow();
		own.whisk().add(HIDDEN, "INTEGRATION_TYPE_SHOPIFY", false);
		caller.post().uri("/v1/integrations/hidden/{id}/enable", HIDDEN).exchange().expectStatus().isOk();
		assertThat(proxy.asked()).anyMatch((head) -> head.startsWith("CONNECT known-to-the-proxy.invalid:"));
	}

	@Test
	void leavesNoDoubtBehindWhereTheHandshakeFails() {
		change("alerting", "disable").expectStatus()
			.isEqualTo(502)
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo("provider.unreachable");
		assertThat(own.jdbc()
			.sql("select in_doubt from integration where provider = 'alerting'")
			.query(Boolean.class)
			.list()).isEqualTo(List.of(false));
	}

	private RestTestClient.ResponseSpec change(String provider, String action) {
		return caller.post().uri("/v1/integrations/{provider}/{id}/{action}", provider, ID, action).exchange();
	}

	private RestTestClient.BodyContentSpec integration(String provider) {
		return caller.get().uri("/v1/integrations/{provider}/{id}", provider, ID).exchange().expectBody();
	}

}
