package io.switchgear.provider;

import java.time.Clock;

import io.micrometer.core.instrument.MeterRegistry;
import io.switchgear.outbound.Holds;
import io.switchgear.outbound.OutboundClients;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ProviderConfiguration {

	@Bean
	HoldBoard holdBoard(JdbcClient jdbc, Clock clock, MeterRegistry meters) {
		HoldBoard board = new HoldBoard(new HoldStore(jdbc, clock), meters, clock);
		board.refresh();
		return board;
	}

	@Bean
	HealthIndicator providerHealthIndicator(Providers providers, OutboundClients clients, Holds holds) {
		return new ProvidersHealth(providers, clients, holds);
	}

}
