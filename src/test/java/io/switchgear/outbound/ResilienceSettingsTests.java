package io.switchgear.outbound;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.switchgear.outbound.OutboundClients.ResilienceRegistries;
import io.switchgear.problem.InvalidConfiguration;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ResilienceSettingsTests {

	private static final String INSTANCE = ".instances.rootfi.";

	@Test
	void overrideSingleValuesForOneProvider() {
		ConfiguredResilience usual = ConfiguredResilience.of("whisk");
		ConfiguredResilience rootfi = ConfiguredResilience.of("rootfi",
				"resilience4j.circuitbreaker" + INSTANCE + "sliding-window-size=7",
				"resilience4j.retry" + INSTANCE + "max-attempts=2",
				"resilience4j.bulkhead" + INSTANCE + "max-concurrent-calls=8",
				"resilience4j.timelimiter" + INSTANCE + "timeout-duration=5s");
		assertThat(rootfi.breaker().getSlidingWindowSize()).isEqualTo(7);
		assertThat(rootfi.breaker().getMinimumNumberOfCalls()).isEqualTo(usual.breaker().getMinimumNumberOfCalls());
		assertThat(rootfi.breaker().getSlidingWindowType()).isEqualTo(usual.breaker().getSlidingWindowType());
		assertThat(rootfi.retry().getMaxAttempts()).isEqualTo(2);
		assertThat(rootfi.retry().getExceptionPredicate().test(new IllegalStateException())).isFalse();
		assertThat(rootfi.bulkhead().getMaxConcurrentCalls()).isEqualTo(8);
		assertThat(rootfi.bulkhead().getMaxWaitDuration()).isZero();
		assertThat(rootfi.attemptTimeout()).isEqualTo(Duration.ofSeconds(5));
	}

	@Test
	void refuseALimitThatWouldQueue() {
		BulkheadConfig queueing = BulkheadConfig.custom().maxWaitDuration(Duration.ofMillis(1)).build();
		OutboundClients clients = clients(new SimpleMeterRegistry(), BulkheadRegistry.of(queueing));
		assertThatExceptionOfType(InvalidConfiguration.class)
			.isThrownBy(() -> clients.client(SimulatedApi.class, endpoint("rootfi")))
			.withMessageContaining("resilience4j.bulkhead")
			.withMessageContaining("max-wait-duration");
	}

	@Test
	void leaveAtLeastHalfOfTheSlotsToWrites() {
		BulkheadRegistry bulkheads = BulkheadRegistry
			.of(BulkheadConfig.custom().maxConcurrentCalls(8).maxWaitDuration(Duration.ZERO).build());
		bulkheads.addConfiguration("reads", BulkheadConfig.custom().maxConcurrentCalls(16).build());
		OutboundClients clients = clients(new SimpleMeterRegistry(), bulkheads);
		clients.client(SimulatedApi.class, endpoint("rootfi"));
		clients.destroy();
		assertThat(bulkheads.bulkhead("rootfi").getBulkheadConfig().getMaxConcurrentCalls()).isEqualTo(8);
		assertThat(bulkheads.bulkhead("rootfi-reads").getBulkheadConfig().getMaxConcurrentCalls()).isEqualTo(4);
	}

	@Test
	void giveEachProviderABudgetOfItsOwnThatIsAMetric() {
		MeterRegistry meters = new SimpleMeterRegistry();
		OutboundClients clients = clients(meters, BulkheadRegistry.ofDefaults());
		clients.client(SimulatedApi.class, endpoint("whisk"));
		clients.client(SimulatedApi.class, endpoint("rootfi"));
		clients.destroy();
		assertThat(meters.find("switchgear.provider.retry.budget").gauges())
			.extracting((gauge) -> gauge.getId().getTag("provider"))
			.containsExactlyInAnyOrder("whisk", "rootfi");
		assertThat(meters.get("switchgear.provider.retry.budget").tag("provider", "whisk").gauge().value())
			.isPositive();
		assertThat(meters.get("switchgear.provider.retry.refusals").tag("provider", "rootfi").functionCounter().count())
			.isZero();
	}

	private static OutboundClients clients(MeterRegistry meters, BulkheadRegistry bulkheads) {
		ResilienceRegistries registries = new ResilienceRegistries(CircuitBreakerRegistry.ofDefaults(),
				RetryRegistry.ofDefaults(), bulkheads, TimeLimiterRegistry.ofDefaults());
		return new OutboundClients(registries, new OutboundClients.Instruments(meters, ObservationRegistry.NOOP),
				(provider) -> Optional.empty(), Clock.systemUTC(), Schedulers.parallel());
	}

	private static ProviderEndpoint endpoint(String provider) {
		return new ProviderEndpoint(provider, URI.create("http://localhost"), (headers) -> {
		}, false, null);
	}

}
