package io.switchgear.outbound;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.switchgear.simulator.Fault;
import io.switchgear.support.OwnGateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Reads, however many, and the writes that they must not keep out. */
@Timeout(120)
class ReadLimitJourneyTests {

	private static final int LIMIT = 3;

	private static final int READERS = 40;

	private static final String ID = UUID.randomUUID().toString();

	@Test
	void shedsReadsBeforeTheyTakeTheSlotsOfWrites() {
		try (OwnGateway own = new OwnGateway("read_limit");
				ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
			ConfigurableApplicationContext gateway = own
				.start(List.of("resilience4j.bulkhead.instances.whisk.max-concurrent-calls=8",
						"resilience4j.bulkhead.instances.whisk-reads.max-concurrent-calls=" + LIMIT,
						"resilience4j.timelimiter.instances.whisk.timeout-duration=20s",
						"switchgear.providers.whisk.deadline=30s"));
			RestTestClient caller = OwnGateway.caller(gateway);
			own.whisk().add(ID, "INTEGRATION_TYPE_SHOPIFY", true);
			own.whisk().when("GET", Fault.hang());
			List<CompletableFuture<Integer>> reads = Stream
				.generate(() -> CompletableFuture.supplyAsync(() -> fresh(caller), readers))
				.limit(READERS)
				.toList();
			await().until(() -> reads.stream().filter(CompletableFuture::isDone).count() == READERS - LIMIT
					&& own.whisk().journal().count() == LIMIT);
			caller.post().uri("/v1/integrations/whisk/{id}/disable", ID).exchange().expectStatus().isOk();
			assertThat(own.whisk().enabled(ID)).isFalse();
			CircuitBreaker breaker = gateway.getBean(CircuitBreakerRegistry.class).circuitBreaker("whisk");
			assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
			assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isZero();
			own.whisk().recover();
			assertThat(reads.stream().map(CompletableFuture::join).filter((status) -> status == 503))
				.hasSize(READERS - LIMIT);
		}
	}

	private static int fresh(RestTestClient caller) {
		return caller.get()
			.uri("/v1/integrations/whisk/{id}?fresh=true", ID)
			.exchange()
			.returnResult()
			.getStatus()
			.value();
	}

}
