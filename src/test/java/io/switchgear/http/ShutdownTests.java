package io.switchgear.http;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.switchgear.simulator.Fault;
import io.switchgear.simulator.WhiskSimulator;
import io.switchgear.support.OwnGateway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.client.ResourceAccessException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What becomes of work in flight when a replica is told to end. */
class ShutdownTests {

	private static final Duration SOON = Duration.ofSeconds(30);

	private static final Duration A_WHILE = Duration.ofSeconds(2);

	private final OwnGateway gateways = new OwnGateway("shutdown");

	private final WhiskSimulator whisk = gateways.whisk();

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	@AfterEach
	void end() {
		gateways.close();
		threads.close();
	}

	@Test
	void answersWhatIsInFlightRefusesWhatIsNewAndLosesNothing() throws Exception {
		ConfigurableApplicationContext gateway = gateways.start(List.of());
		RestTestClient caller = OwnGateway.caller(gateway);
		whisk.always(Fault.slowHeaders(A_WHILE));
		var switched = threads.submit(() -> disable(caller, integration(), null));
		disable(caller, integration(), "respond-async").expectStatus().isEqualTo(202);
		await().atMost(SOON).until(() -> whisk.journal().count() >= 2);
		CompletableFuture<Void> closed = CompletableFuture.runAsync(gateway::close, threads);
		await().atMost(SOON)
			.untilAsserted(() -> assertThatThrownBy(() -> caller.get().uri("/problems/x").exchange())
				.isInstanceOf(ResourceAccessException.class));
		switched.get().expectStatus().isOk();
		closed.get();
		assertThat(states()).isEqualTo("succeeded,succeeded");
	}

	@Test
	void handsWaitingWorkOverToAnotherReplica() {
		ConfigurableApplicationContext gateway = gateways.start(List.of());
		String id = integration();
		whisk.always(Fault.answer(503));
		disable(OwnGateway.caller(gateway), id, "respond-async").expectStatus().isEqualTo(202);
		await().atMost(SOON).until(() -> whisk.journal().count() > 0);
		gateway.close();
		assertThat(states()).isEqualTo("pending");
		whisk.recover();
		gateways.start(List.of());
		await().atMost(SOON).untilAsserted(() -> assertThat(states()).isEqualTo("succeeded"));
		assertThat(whisk.enabled(id)).isFalse();
	}

	private String integration() {
		String id = UUID.randomUUID().toString();
		whisk.add(id, "INTEGRATION_TYPE_SHOPIFY", true);
		return id;
	}

	private String states() {
		return gateways.jdbc().sql("select string_agg(state, ',') from change").query(String.class).single();
	}

	private static RestTestClient.ResponseSpec disable(RestTestClient caller, String id, @Nullable String prefer) {
		return caller.post().uri("/v1/integrations/whisk/{id}/disable", id).headers((headers) -> {
			if (prefer != null) {
				headers.set("Prefer", prefer);
			}
		}).exchange();
	}

}
