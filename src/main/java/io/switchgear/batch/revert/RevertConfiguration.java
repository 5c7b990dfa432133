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
	Reverts reverts(Batches batches, Reversals reversals, JdbcClient jdbc, TransactionTemplate transaction) {
		return new Reverts(batches, new RevertStore(jdbc), reversals, transaction);
	}

}
