package io.switchgear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.switchgear.simulator.Fault;
import io.switchgear.simulator.WhiskSimulator;
import io.switchgear.support.TestDatabase;
import io.switchgear.support.TestIssuer;
import io.switchgear.support.TestKeyset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.client.ResourceAccessException;

/** What becomes of work in flight when a replica is told to end. */
class ShutdownTests {

	private static final Duration SOON = Duration.ofSeconds(30);

	private static final Duration A_WHILE = Duration.ofSeconds(2);

	private final WhiskSimulator whisk = WhiskSimulator.start("whisk-key");

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final TestDatabase database = TestDatabase.shared().another("shutdown");

	private final JdbcClient jdbc = JdbcClient
		.create(new DriverManagerDataSource(database.url(), database.user(), database.password()));

	private final List<ConfigurableApplicationContext> gateways = new ArrayList<>();

	@AfterEach
	void end() {
		gateways.forEach(ConfigurableApplicationContext::close);
		threads.close();
		whisk.close();
	}

	@Test
	void answersWhatIsInFlightRefusesWhatIsNewAndLosesNothing() throws Exception {
		ConfigurableApplicationContext gateway = start();
		RestTestClient caller = caller(gateway);
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
		ConfigurableApplicationContext gateway = start();
		String id = integration();
		whisk.always(Fault.answer(503));
		disable(caller(gateway), id, "respond-async").expectStatus().isEqualTo(202);
		await().atMost(SOON).until(() -> whisk.journal().count() > 0);
		gateway.close();
		assertThat(states()).isEqualTo("pending");
		whisk.recover();
		start();
		await().atMost(SOON).untilAsserted(() -> assertThat(states()).isEqualTo("succeeded"));
		assertThat(whisk.enabled(id)).isFalse();
	}

	private ConfigurableApplicationContext start() {
		ConfigurableApplicationContext gateway = new SpringApplicationBuilder(SwitchgearApplication.class).run(
				"--server.port=0", "--management.server.port=0", "--spring.jmx.enabled=false",
				"--spring.datasource.url=" + database.url(), "--spring.datasource.username=" + database.user(),
				"--spring.datasource.password=" + database.password(),
				"--spring.security.oauth2.resourceserver.jwt.jwk-set-uri=" + TestIssuer.shared().keysUrl(),
				"--switchgear.providers.whisk.base-url=" + whisk.baseUrl(),
				"--switchgear.providers.whisk.api-key=whisk-key", "--switchgear.providers.rootfi.enabled=false",
				"--switchgear.encryption.keyset=" + TestKeyset.create());
		gateways.add(gateway);
		return gateway;
	}

	private String integration() {
		String id = UUID.randomUUID().toString();
		whisk.add(id, "INTEGRATION_TYPE_SHOPIFY", true);
		return id;
	}

	private String states() {
		return jdbc.sql("select string_agg(state, ',') from change").query(String.class).single();
	}

	private static RestTestClient caller(ConfigurableApplicationContext gateway) {
		return RestTestClient.bindToServer()
			.baseUrl("http://127.0.0.1:" + gateway.getEnvironment().getProperty("local.server.port"))
			.defaultHeader("Authorization",
					"Bearer " + TestIssuer.shared().token("billing-service", "integrations:write"))
			.build();
	}

	private static RestTestClient.ResponseSpec disable(RestTestClient caller, String id, @Nullable String prefer) {
		return caller.post().uri("/v1/integrations/whisk/{id}/disable", id).headers((headers) -> {
			if (prefer != null) {
				headers.set("Prefer", prefer);
			}
		}).exchange();
	}

}
