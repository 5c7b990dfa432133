package io.switchgear.outbound;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import io.switchgear.simulator.Fault;
import io.switchgear.support.OwnGateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.test.web.servlet.client.EntityExchangeResult;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Far more callers than may call a provider at once. */
@Timeout(120)
class CrowdJourneyTests {

	private static final int LIMIT = 4;

	private static final int CALLERS = 40;

	@Test
	void turnsAwayWhoeverIsTooManyBeforeAnythingIsWrittenDown() {
		try (OwnGateway own = new OwnGateway("crowd");
				ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			RestTestClient caller = OwnGateway
				.caller(own.start(List.of("resilience4j.bulkhead.instances.whisk-callers.max-concurrent-calls=" + LIMIT,
						"resilience4j.timelimiter.instances.whisk.timeout-duration=20s",
						"switchgear.providers.whisk.deadline=30s")));
			own.whisk().when("POST", Fault.hang());
			List<CompletableFuture<EntityExchangeResult<String>>> switches = Stream
				.generate(() -> CompletableFuture.supplyAsync(() -> disable(caller, own), threads))
				.limit(CALLERS)
				.toList();
			await().until(() -> switches.stream().filter(CompletableFuture::isDone).count() == CALLERS - LIMIT
					&& own.whisk().journal().count() == LIMIT);
			assertThat(switches.stream().filter(CompletableFuture::isDone).map(CompletableFuture::join))
				.allSatisfy((turnedAway) -> {
					assertThat(turnedAway.getStatus().value()).isEqualTo(503);
					assertThat(turnedAway.getResponseHeaders().getFirst("Retry-After")).isEqualTo("1");
					assertThat(turnedAway.getResponseBody()).contains("provider.busy").doesNotContain("changeId");
				});
			assertThat(rows(own, "change")).isEqualTo(LIMIT);
			assertThat(rows(own, "idempotency_key")).isEqualTo(LIMIT);
			own.whisk().recover();
			await().until(() -> disable(caller, own).getStatus().value() == 200);
		}
	}

	private static EntityExchangeResult<String> disable(RestTestClient caller, OwnGateway own) {
		String id = UUID.randomUUID().toString();
		own.whisk().add(id, "INTEGRATION_TYPE_SHOPIFY", true);
		return caller.post()
			.uri("/v1/integrations/whisk/{id}/disable", id)
			.header("Idempotency-Key", id)
			.exchange()
			.returnResult(String.class);
	}

	private static int rows(OwnGateway own, String table) {
		return own.jdbc().sql("select count(*) from " + table).query(Integer.class).single();
	}

}
