package io.switchgear.batch.revert;

import io.switchgear.batch.Batches;
import io.switchgear.change.revert.Reversals;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class RevertConfiguration {

	@Bean
	RevertStore revertStore(JdbcClient jdbc) {
		return new RevertStore(jdbc);
	}

	@Bean
	Reverts reverts(Batches batches, RevertStore store, Reversals reversals, TransactionTemplate transaction) {
		return new Reverts(batches, store, reversals, transaction);
	}

	@Bean
	RevertsOfStopped revertsOfStopped(Reverts reverts, RevertStore store, TransactionTemplate transaction) {
		return new RevertsOfStopped(reverts, store, transaction);
	}

}
