package io.switchgear.inventory;

import java.time.Clock;
import java.time.Duration;

import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.switchgear.connector.Capability;
import io.switchgear.integration.Observations;
import io.switchgear.outbound.Admittance;
import io.switchgear.outbound.BackgroundLoops;
import io.switchgear.outbound.Holds;
import io.switchgear.outbound.OutboundClients;
import io.switchgear.provider.Provider;
import io.switchgear.provider.Providers;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class InventoryConfiguration {

	/** One call at a time, beside the changes that are applied in the background. */
	private static final int NO_SHARE_OF_ITS_OWN = Integer.MAX_VALUE;

	@Bean
	ImportTable importTable(JdbcClient jdbc, TransactionTemplate transaction) {
		return new ImportTable(jdbc, transaction);
	}

	@Bean
	Imports imports(ImportTable table, Clock clock) {
		return new Imports(table, clock);
	}

	@Bean
	Rereads rereads(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
		return new Rereads(jdbc, transaction, clock);
	}

	@Bean
	InventoryGauges inventoryGauges(JdbcClient jdbc, Providers providers, MeterRegistry meters) {
		return new InventoryGauges(jdbc, providers, meters);
	}

	@Bean
	BackgroundLoops inventoryLoops(Providers providers, Imports imports, ImportTable table, Rereads rereads,
			Observations observations, Holds holds, OutboundClients clients, RateLimiterRegistry rates,
			LifecycleProperties lifecycle, Clock clock) {
		return new BackgroundLoops(lifecycle.getTimeoutPerShutdownPhase(),
				(threads) -> providers.all().stream().filter(InventoryConfiguration::isLookedAt).map((provider) -> {
					Duration every = provider.looks().rereadEvery();
					return new InventoryLoop(provider, imports, new ListReader(provider, table, observations, clock),
							(every != null) ? new SecondReader(provider, every, rereads, observations, clock) : null,
							new Admittance(provider.name(), holds, clients.backgroundGate(provider.name()),
									rates.rateLimiter(provider.name()), NO_SHARE_OF_ITS_OWN));
				}).toList());
	}

	private static boolean isLookedAt(Provider provider) {
		return provider.description().can(Capability.LIST) || provider.looks().rereadEvery() != null;
	}

}
