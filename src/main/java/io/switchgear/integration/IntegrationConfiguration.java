package io.switchgear.integration;

import java.time.Clock;

import io.switchgear.credential.CredentialCipher;
import io.switchgear.provider.Providers;
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
	RowTransactions rowTransactions(TransactionTemplate transaction) {
		return new RowTransactions(transaction);
	}

	@Bean
	Observations observations(IntegrationStore store, RowTransactions transactions, JdbcClient jdbc, Clock clock) {
		return new Observations(store, new ListedRows(jdbc), transactions, new IntegrationEvents(jdbc), clock);
	}

	@Bean
	Integrations integrations(Providers providers, JdbcClient jdbc, IntegrationStore store, Observations observations,
			Clock clock) {
		return new Integrations(providers, store, new IntegrationList(jdbc), observations, clock);
	}

}
