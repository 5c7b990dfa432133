package io.switchgear.batch.guard;

import java.time.Clock;

import io.switchgear.change.background.BatchGuard;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class GuardConfiguration {

	@Bean
	RailsStore railsStore(JdbcClient jdbc) {
		return new RailsStore(jdbc);
	}

	@Bean
	BatchGuard batchGuard(RailsStore store, TransactionTemplate transaction, Clock clock) {
		return new RowGuard(store, transaction, clock);
	}

}
