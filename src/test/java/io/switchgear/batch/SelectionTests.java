package io.switchgear.batch;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
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

/**
 * A selector says what it could select from, and after an import that is all there is.
 */
@Timeout(300)
class SelectionTests {

	private static final int ALL = 5000;

	private static final String WHISK = "{\"action\": \"disable\", \"selector\": {\"provider\": \"whisk\"}}";

	@Test
	void disablesAllThatTheProviderHasOnceTheyAreImported() {
		try (OwnGateway own = new OwnGateway("selections")) {
			ConfigurableApplicationContext gateway = own
				.start(List.of("resilience4j.ratelimiter.configs.default.limit-for-period=5000"));
			List<String> ids = Stream.generate(() -> UUID.randomUUID().toString()).limit(ALL).toList();
			ids.forEach((id) -> own.whisk().add(id, "INTEGRATION_TYPE_SHOPIFY", true));
			assertThat(send(gateway, "POST", "/v1/batches", WHISK).status()).as("nothing is known").isEqualTo(422);
			send(gateway, "POST", "/v1/integrations/whisk/" + ids.getFirst() + "/enable", "");
			assertSelection(send(gateway, "POST", "/v1/batches?dryRun=true", WHISK).json(), 1, "none");
			assertThat(send(gateway, "POST", "/v1/providers/whisk/import", "").status()).isEqualTo(202);
			await().atMost(Duration.ofSeconds(60))
				.until(() -> send(gateway, "GET", "/v1/providers/whisk", "").json()
					.at("/inventory/state")
					.asString()
					.equals("listed"));
			assertSelection(send(gateway, "POST", "/v1/batches?dryRun=true", WHISK).json(), ALL, "listed");
			assertSelection(send(gateway, "POST", "/v1/batches?dryRun=true",
					"{\"action\": \"disable\", \"selector\": {\"sync\": \"in_sync\"}}")
				.json(), ALL, "none");
			Answer accepted = send(gateway, "POST", "/v1/batches", WHISK);
			assertThat(accepted.status()).isEqualTo(202);
			assertSelection(accepted.json(), ALL, "listed");
			await().atMost(Duration.ofSeconds(200))
				.until(() -> send(gateway, "GET", String.valueOf(accepted.header("Location")), "").json()
					.path("state")
					.asString()
					.equals("succeeded"));
			assertThat(ids).noneMatch(own.whisk()::enabled);
			JsonNode named = send(gateway, "POST", "/v1/batches?dryRun=true",
					"{\"action\": \"disable\", \"integrations\": [\"whisk/%s\"]}".formatted(ids.getFirst()))
				.json();
			assertThat(named.has("selection")).isFalse();
		}
	}

	private static void assertSelection(JsonNode batch, int known, String inventory) {
		assertThat(batch.path("selection").path("known").asInt()).isEqualTo(known);
		assertThat(batch.path("selection").path("inventory").asString()).isEqualTo(inventory);
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
