package io.switchgear.change.background;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.switchgear.support.Answer;
import io.switchgear.support.OwnGateway;
import io.switchgear.support.TestIssuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Time under a hold does not count against the patience of what waits for its end. */
@Timeout(120)
class HeldBacklogTests {

	// More than are given up in one look
	private static final int ALL = 150;

	@Test
	void appliesABacklogThatWasHeldForLongerThanItsPatience() {
		try (OwnGateway own = new OwnGateway("backlogs")) {
			ConfigurableApplicationContext gateway = own
				.start(List.of("resilience4j.ratelimiter.configs.default.limit-for-period=5000",
						"switchgear.batches.patience=6s"));
			List<String> ids = Stream.generate(() -> UUID.randomUUID().toString()).limit(ALL).toList();
			ids.forEach((id) -> own.whisk().add(id, "INTEGRATION_TYPE_SHOPIFY", true));
			Instant end = Instant.now().plusSeconds(8);
			assertThat(send(gateway, "PUT", "/v1/providers/whisk/hold",
					"{\"reason\": \"incident 4711\", \"until\": \"%s\"}".formatted(end))
				.status()).isEqualTo(200);
			Answer accepted = send(gateway, "POST", "/v1/batches", "{\"action\": \"disable\", \"integrations\": [%s]}"
				.formatted(ids.stream().map("\"whisk/%s\""::formatted).collect(Collectors.joining(","))));
			assertThat(accepted.status()).isEqualTo(202);
			JsonNode batch = await().atMost(Duration.ofSeconds(60))
				.until(() -> send(gateway, "GET", String.valueOf(accepted.header("Location")), "").json(),
						(read) -> !List.of("pending", "running").contains(read.path("state").asString()));
			assertThat(Instant.now()).isAfter(end);
			assertThat(batch.at("/progress/succeeded").asInt()).isEqualTo(ALL);
			assertThat(batch.at("/progress/failed").asInt()).isZero();
			assertThat(ids).noneMatch(own.whisk()::enabled);
		}
	}

	private static Answer send(ConfigurableApplicationContext gateway, String method, String path, String body) {
		return Answer.to(HttpRequest
			.newBuilder(
					URI.create("http://127.0.0.1:" + gateway.getEnvironment().getProperty("local.server.port") + path))
			.method(method,
					body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
			.header("Content-Type", "application/json")
			.header("Authorization", "Bearer " + TestIssuer.shared()
				.token("billing-service", "integrations:read", "integrations:write", "providers:manage")));
	}

}
