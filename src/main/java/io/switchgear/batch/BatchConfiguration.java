package io.switchgear.batch;

import java.time.Clock;
import java.time.Duration;

import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import io.micrometer.core.instrument.MeterRegistry;
import io.switchgear.batch.guard.RailsStore;
import io.switchgear.change.BatchChanges;
import io.switchgear.jdbc.Sweep;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BatchProperties.class)
class BatchConfiguration {

	private static final Duration SWEEP_PERIOD = Duration.ofHours(1);

	private static final int SWEPT_AT_ONCE = 200;

	@Bean
	BatchStore batchStore(JdbcClient jdbc, RailsStore rails, Clock clock) {
		return new BatchStore(jdbc, rails, clock);
	}

	@Bean
	Batches batches(BatchStore store, DataSource dataSource, BatchProperties properties,
			TransactionTemplate transaction, Clock clock) {
		SchedulerClient scheduler = SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource))
			.enablePriority()
			.build();
		return new Batches(store, properties, new ExpansionTask(scheduler), transaction, clock);
	}

	@Bean
	BatchList batchList(BatchStore store) {
		return new BatchList(store);
	}

	@Bean
	RecurringTask<Void> sweepBatches(BatchStore store, BatchProperties properties, Clock clock) {
		return Sweep.every(SWEEP_PERIOD, "sweep-batches",
				() -> store.sweep(clock.instant().minus(properties.retention()), SWEPT_AT_ONCE));
	}

	@Bean
	RunningBatches runningBatches(BatchStore store, MeterRegistry meters) {
		return new RunningBatches(store, meters);
	}

	@Bean
	BatchEvents batchEvents(JdbcClient jdbc, BatchStore store, TransactionTemplate transaction) {
		return new BatchEvents(jdbc, store, new UntoldBatches(jdbc), transaction);
	}

	@Bean
	Task<Void> expandBatchTask(BatchStore store, BatchChanges changes, TransactionTemplate transaction) {
		return ExpansionTask.executing(new BatchSteps(store, changes, transaction));
	}

}
