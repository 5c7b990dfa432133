package io.switchgear.change;

import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.switchgear.credential.CredentialCipher;
import io.switchgear.idempotency.Idempotency;
import io.switchgear.integration.IntegrationStore;
import io.switchgear.integration.RowTransactions;
import io.switchgear.outbound.Holds;
import io.switchgear.provider.Providers;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ChangeProperties.class)
class ChangeConfiguration {

	// One generator would not stand the threads that share it.
	private static final RandomGenerator RANDOM = () -> ThreadLocalRandom.current().nextLong();

	@Bean
	ChangeStore changeStore(JdbcClient jdbc, CredentialCipher cipher) {
		return new ChangeStore(jdbc, cipher);
	}

	@Bean
	ChangeQueue changeQueue(JdbcClient jdbc) {
		return new ChangeQueue(jdbc);
	}

	@Bean
	Rows rows(IntegrationStore integrations, ChangeStore changes, ChangeQueue queue, Providers providers, Clock clock) {
		return new Rows(integrations, changes, queue, (name) -> providers.get(name).description().credentials(), clock);
	}

	@Bean
	Ledger ledger(Rows rows, ChangeStore changes, ChangeQueue queue, BackgroundTask task, Idempotency idempotency,
			Answers answers, RowTransactions transactions, Clock clock) {
		return new Ledger(rows, changes, queue, task, idempotency, answers, transactions, clock);
	}

	/**
	 * A client of its own: the scheduler itself needs the tasks, which need the client.
	 */
	@Bean
	BackgroundTask backgroundTask(DataSource dataSource) {
		return new BackgroundTask(SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource))
			.enablePriority()
			.build());
	}

	@Bean
	Backlog backlog(Rows rows, ChangeStore changes, ChangeQueue queue, Ledger ledger, BackgroundTask task,
			Idempotency idempotency, Answers answers, RowTransactions transactions, Clock clock) {
		return new Backlog(rows, changes, queue, ledger, idempotency, answers, task, transactions, clock);
	}

	@Bean
	BatchChanges batchChanges(Rows rows, ChangeStore changes, ChangeQueue queue, BackgroundTask task, Clock clock) {
		return new BatchChanges(rows, changes, queue, task, clock);
	}

	@Bean
	ChangeWatch changeWatch(MeterRegistry meters, ObservationRegistry observations) {
		return new ChangeWatch(meters, observations);
	}

	@Bean
	Patience patience(Holds holds, ChangeProperties properties, Clock clock) {
		return new Patience(holds, properties.recoveryPatience(), clock, RANDOM);
	}

	@Bean
	ChangeRunner changeRunner(Providers providers, Ledger ledger, Patience patience, ChangeWatch watch) {
		return new ChangeRunner(providers, ledger, patience, watch);
	}

	@Bean
	OpenChanges openChanges(JdbcClient jdbc, Providers providers, MeterRegistry meters, Clock clock) {
		return new OpenChanges(jdbc, providers, meters, clock);
	}

	@Bean
	Changes changes(Providers providers, Ledger ledger, Backlog backlog, ChangeRunner runner, ChangeStore store,
			Holds holds, ChangeProperties properties, Clock clock) {
		return new Changes(providers, ledger, backlog, runner, store, holds, properties, clock);
	}

	@Bean
	Previews previews(Providers providers, IntegrationStore integrations, Rows rows, Clock clock) {
		return new Previews(providers, integrations, rows, clock);
	}

	@Bean
	Forgetting forgetting(IntegrationStore integrations, ChangeQueue queue, RowTransactions transactions) {
		return new Forgetting(integrations, queue, transactions);
	}

}
