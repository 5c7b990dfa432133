package io.switchgear.connector.http;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.switchgear.simulator.Fault;
import io.switchgear.support.OwnGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A provider that is configuration alone, through the whole gateway. */
class DescriptorJourneyTests {

	private static final Duration SOON = Duration.ofSeconds(60);

	private static final String KEY = "key-c4n4ry-2d90";

	private static final OwnGateway gateways = new OwnGateway("descriptors");

	private static ConfigurableApplicationContext gateway;

	@BeforeAll
	static void start() {
		gateway = gateways.start(List.of("switchgear.providers.acme.connector=http",
				"switchgear.providers.acme.descriptor=" + Descriptors.ofTests("rootfi"),
				"switchgear.providers.acme.base-url=" + gateways.rootfi().baseUrl(),
				"switchgear.providers.acme.api-key=" + KEY,
				"resilience4j.ratelimiter.instances.acme.limit-for-period=500",
				"resilience4j.ratelimiter.instances.acme.timeout-duration=0"));
	}

	@AfterAll
	static void close() {
		gateways.close();
	}

	@BeforeEach
	void startAfresh() {
		gateways.rootfi().reset();
		gateway.getBean(CircuitBreakerRegistry.class).circuitBreaker("acme").reset();
		plant(1234);
	}

	@Test
	void disablesEnablesAndReads() {
		post("/v1/integrations/acme/1234/disable").expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.enabled")
			.isEqualTo(false)
			.jsonPath("$.observed.enabled")
			.isEqualTo(false)
			.jsonPath("$.sync")
			.isEqualTo("in_sync");
		assertThat(gateways.rootfi().get(1234).disabled()).isTrue();
		post("/v1/integrations/acme/1234/enable").expectStatus().isOk();
		gateways.rootfi().flip(1234, true);
		get("/v1/integrations/acme/1234?fresh=true").jsonPath("$.observed.enabled")
			.isEqualTo(false)
			.jsonPath("$.sync")
			.isEqualTo("drifted")
			.jsonPath("$.credentials.clientSecret")
			.isEqualTo("set");
	}

	@Test
	void showsInADryRunWhatItWouldSend() {
		post("/v1/integrations/acme/1234/disable?dryRun=true").expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.dryRun.wouldSend.method")
			.isEqualTo("PUT")
			.jsonPath("$.dryRun.wouldSend.body.client_secret")
			.isEqualTo("set")
			.jsonPath("$.dryRun.wouldSend.body.is_disabled")
			.isEqualTo(true);
		assertThat(gateways.rootfi().journal().count("PUT")).isZero();
	}

	@Test
	void appliesABatchOfAHundred() {
		IntStream.range(1, 101).forEach(DescriptorJourneyTests::plant);
		String ids = IntStream.range(1, 101)
			.mapToObj((id) -> "\"acme/%d\"".formatted(id))
			.collect(Collectors.joining(","));
		String location = String.valueOf(OwnGateway.caller(gateway)
			.post()
			.uri("/v1/batches")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"action\": \"disable\", \"integrations\": [" + ids + "]}")
			.exchange()
			.expectStatus()
			.isEqualTo(202)
			.returnResult(String.class)
			.getResponseHeaders()
			.getFirst("Location"));
		await().atMost(SOON).untilAsserted(() -> get(location).jsonPath("$.state").isEqualTo("succeeded"));
		assertThat(IntStream.range(1, 101)).allMatch((id) -> gateways.rootfi().get(id).disabled());
	}

	@Test
	void opensTheCircuitBreakerInAnOutageAndShowsIt() {
		gateways.rootfi().always(Fault.answer(503));
		for (int attempt = 0; attempt < 12; attempt++) {
			post("/v1/integrations/acme/1234/disable");
		}
		post("/v1/integrations/acme/1234/disable").expectStatus()
			.isEqualTo(503)
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo("provider.circuit-open");
		get("/v1/providers/acme").jsonPath("$.connector")
			.isEqualTo("http")
			.jsonPath("$.circuitBreaker")
			.isEqualTo("open")
			.jsonPath("$.lastFailure.kind")
			.isEqualTo("status_503")
			.jsonPath("$.capabilities.length()")
			.isEqualTo(4)
			.jsonPath("$.settings.useProviderIdentity")
			.isEqualTo("boolean");
	}

	@Test
	void countsCallsLikeThoseOfAnyProvider() {
		post("/v1/integrations/acme/1234/disable").expectStatus().isOk();
		assertThat(gateway.getBean(MeterRegistry.class)
			.find("switchgear.provider.attempt")
			.tag("provider", "acme")
			.timers()
			.stream()
			.map((timer) -> timer.getId().getTag("operation"))
			.collect(Collectors.toSet())).contains("read", "write").isSubsetOf("read", "write");
	}

	private static void plant(long id) {
		gateways.rootfi().add(id, "ZOHO_BOOKS", "client-" + id, "secret-of-" + id, false, true);
	}

	private static RestTestClient.ResponseSpec post(String path) {
		return OwnGateway.caller(gateway).post().uri(path).exchange();
	}

	private static RestTestClient.BodyContentSpec get(String path) {
		return OwnGateway.caller(gateway).get().uri(path).exchange().expectStatus().isOk().expectBody();
	}

}
