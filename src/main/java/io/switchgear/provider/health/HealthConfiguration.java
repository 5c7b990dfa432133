package io.switchgear.provider.health;

import io.switchgear.outbound.OutboundClients;
import io.switchgear.provider.Providers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

	@Bean
	HealthBoard healthBoard(JdbcClient jdbc, Providers providers, OutboundClients clients) {
		return new HealthBoard(new HealthStore(jdbc), providers, clients);
	}

}
