package io.switchgear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import io.switchgear.outbound.Holds;
import io.switchgear.simulator.Fault;
import io.switchgear.support.OwnGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of background changes whose time is up. */
class PatienceTests {

	private static final Duration SOON = Duration.ofSeconds(30);

	private static final OwnGateway gateways = new OwnGateway("patience");

	private static ConfigurableApplicationContext gateway;

	private static RestTestClient caller;

	@BeforeAll
	static void start() {
		gateway = gateways.start(List.of("switchgear.changes.patience=5s", "db-scheduler.polling-interval=200ms"));
		caller = OwnGateway.caller(gateway);
	}

	@AfterAll
	static void end() {
		gateways.close();
	}

	@BeforeEach
	void startAfresh() {
		gateways.whisk().reset();
		gateways.jdbc().sql("delete from provider_hold").update();
		await().atMost(SOON).until(() -> gateway.getBean(Holds.class).of("whisk").isEmpty());
	}

	@Test
	void endsAChangeThatCouldNeverBeTried() {
		hold();
		assertThat(problemOf(disable()).path("code").asString()).isEqualTo("provider.timeout");
		assertThat(gateways.whisk().journal().count()).isZero();
		assertThat(failedFor("provider.timeout")).isOne();
	}

	@Test
	void endsAChangeWithTheProblemOfItsLastTry() {
		gateways.whisk().always(Fault.answer(503));
		String change = disable();
		await().atMost(SOON).until(() -> change(change).has("problem"));
		hold();
		assertThat(problemOf(change).path("code").asString()).isEqualTo("provider.error");
		assertThat(failedFor("provider.error")).isOne();
	}

	private static String disable() {
		String id = UUID.randomUUID().toString();
		gateways.whisk().add(id, "INTEGRATION_TYPE_SHOPIFY", true);
		return String.valueOf(caller.post()
			.uri("/v1/integrations/whisk/{id}/disable", id)
			.header("Prefer", "respond-async")
			.exchange()
			.expectStatus()
			.isEqualTo(202)
			.returnResult(String.class)
			.getResponseHeaders()
			.getFirst("Location"));
	}

	private static JsonNode problemOf(String change) {
		await().atMost(SOON).until(() -> change(change).path("state").asString().equals("failed"));
		return change(change).path("problem");
	}

	private static JsonNode change(String location) {
		return JsonMapper.shared()
			.readTree(caller.get().uri(location).exchange().returnResult(String.class).getResponseBody());
	}

	private static double failedFor(String code) {
		return gateway.getBean(MeterRegistry.class)
			.get("switchgear.changes")
			.tags("provider", "whisk", "state", "failed", "code", code)
			.counter()
			.count();
	}

	private static void hold() {
		gateways.jdbc().sql("""
				insert into provider_hold (id, provider, reason, placed_by, placed_at)
				values (gen_random_uuid(), 'whisk', 'a test', 'the test', now())""").update();
		await().atMost(SOON).until(() -> gateway.getBean(Holds.class).of("whisk").isPresent());
	}

}
