package io.switchgear.summary;

import java.time.Clock;

import io.switchgear.batch.BatchList;
import io.switchgear.change.OpenChangeCounts;
import io.switchgear.provider.HoldBoard;
import io.switchgear.provider.Providers;
import io.switchgear.provider.health.HealthBoard;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class SummaryConfiguration {

	@Bean
	ChangeTally changeTally(JdbcClient jdbc, TransactionTemplate transaction) {
		return new ChangeTally(jdbc, transaction);
	}

	@Bean
	Summaries summaries(Providers providers, HealthBoard health, HoldBoard holds, JdbcClient jdbc,
			OpenChangeCounts open, ChangeTally tally, BatchList batches, Clock clock) {
		return new Summaries(providers, new Situation(health, holds),
				new Counts(new IntegrationCounts(jdbc, clock), open, tally), batches, clock);
	}

}
