package io.switchgear.batch;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.Task;

import java.time.Clock;

import javax.sql.DataSource;

import io.switchgear.connector.Providers;
import io.switchgear.integration.BatchChanges;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BatchProperties.class)
class BatchConfiguration {

	@Bean
	Batches batches(JdbcClient jdbc, DataSource dataSource, BatchChanges changes, Providers providers,
			BatchProperties properties, TransactionTemplate transaction, Clock clock) {
		SchedulerClient scheduler = SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource))
			.build();
		return new Batches(new BatchStore(jdbc, clock), changes, providers, properties, new ExpansionTask(scheduler),
				transaction, clock);
	}

	@Bean
	Task<Void> expandBatchTask(Batches batches) {
		return ExpansionTask.executing(batches);
	}

}
