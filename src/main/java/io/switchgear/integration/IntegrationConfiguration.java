package io.switchgear.integration;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;

import io.switchgear.credential.CredentialCipher;

import java.time.Clock;

import io.micrometer.core.instrument.MeterRegistry;
import io.switchgear.connector.Providers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class IntegrationConfiguration {

	@Bean
	IntegrationStore integrationStore(JdbcClient jdbc, CredentialCipher cipher) {
		return new IntegrationStore(jdbc, cipher);
	}

	@Bean
	ChangeStore changeStore(JdbcClient jdbc, CredentialCipher cipher) {
		return new ChangeStore(jdbc, cipher);
	}

	@Bean
	Ledger ledger(IntegrationStore integrations, ChangeStore changes, TransactionTemplate transaction, Clock clock) {
		return new Ledger(integrations, changes, transaction, clock);
	}

	@Bean
	ChangeRunner changeRunner(Providers providers, Ledger ledger, MeterRegistry meters, Clock clock) {
		return new ChangeRunner(providers, ledger, meters, clock);
	}

	@Bean
	Changes changes(Providers providers, Ledger ledger, ChangeRunner runner, ChangeStore store, Clock clock) {
		return new Changes(providers, ledger, runner, store, clock);
	}

	@Bean
	Integrations integrations(Providers providers, IntegrationStore store, ChangeStore changes, Ledger ledger,
			TransactionTemplate transaction, Clock clock) {
		return new Integrations(providers, store, changes, ledger, transaction, clock);
	}

	@Bean
	RecurringTask<Void> recoveryTask(Changes changes) {
		return new Recovery(changes).task();
	}

}
