package io.switchgear.provider.health;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.switchgear.support.OwnGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** That each replica shows what all of them saw of the providers. */
class HealthBoardTests {

	private static final Duration SOON = Duration.ofSeconds(40);

	private static OwnGateway gateways;

	private static ConfigurableApplicationContext one;

	private static ConfigurableApplicationContext other;

	@BeforeAll
	static void startTwo() {
		gateways = new OwnGateway("health_board");
		// No breaker goes half-open by itself meanwhile
		List<String> settings = List.of("resilience4j.circuitbreaker.configs.default.wait-duration-in-open-state=5m");
		one = gateways.start(settings);
		other = gateways.start(settings);
	}

	@AfterAll
	static void stop() {
		gateways.close();
	}

	@Test
	void showsTheWorstBreakerAndTheLastSuccessOfAllReplicas() {
		assertThat(provider(other, "whisk").has("lastSuccess")).isFalse();
		String id = UUID.randomUUID().toString();
		gateways.whisk().add(id, "INTEGRATION_TYPE_SHOPIFY", true);
		OwnGateway.caller(one).get().uri("/v1/integrations/whisk/{id}?fresh=true", id).exchange().expectStatus().isOk();
		one.getBean(CircuitBreakerRegistry.class).circuitBreaker("whisk").transitionToOpenState();
		assertThat(provider(one, "whisk").path("circuitBreaker").asString()).isEqualTo("open");
		await().atMost(SOON).untilAsserted(() -> {
			assertThat(provider(other, "whisk")).isEqualTo(provider(one, "whisk"));
			assertThat(provider(other, "whisk").path("circuitBreaker").asString()).isEqualTo("open");
			assertThat(provider(other, "whisk").has("lastSuccess")).isTrue();
		});
		assertThat(provider(other, "rootfi").path("circuitBreaker").asString()).isEqualTo("closed");
		one.getBean(CircuitBreakerRegistry.class).circuitBreaker("whisk").reset();
		await().atMost(SOON)
			.untilAsserted(
					() -> assertThat(provider(other, "whisk").path("circuitBreaker").asString()).isEqualTo("closed"));
	}

	@Test
	void countsTheBreakersOnlyOfReplicasThatRun() {
		gateways.jdbc()
			.sql("""
					insert into provider_health values
					  ('rootfi', gen_random_uuid(), 'open', null, now() - interval '1 hour', 'status_503', now() - interval '1 minute'),
					  ('rootfi', gen_random_uuid(), 'open', now(), null, null, now() - interval '8 days')""")
			.update();
		await().atMost(SOON).untilAsserted(() -> {
			JsonNode shown = provider(one, "rootfi");
			assertThat(shown.path("circuitBreaker").asString()).isEqualTo("closed");
			assertThat(shown.at("/lastFailure/kind").asString()).isEqualTo("status_503");
		});
		assertThat(gateways.jdbc()
			.sql("select count(*) from provider_health where seen_at < now() - interval '7 days'")
			.query(Long.class)
			.single()).isZero();
	}

	private static JsonNode provider(ConfigurableApplicationContext gateway, String name) {
		RestTestClient caller = OwnGateway.caller(gateway);
		return JsonMapper.shared()
			.readTree(Objects.requireNonNull(
					caller.get().uri("/v1/providers/" + name).exchange().returnResult(String.class).getResponseBody()));
	}

}
