package io.switchgear.observation;

import io.micrometer.observation.ObservationRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class ObservationConfiguration {

	@Bean
	TransactionTemplate transactionTemplate(PlatformTransactionManager manager, ObservationRegistry observations) {
		return new ObservedTransactions(manager, observations);
	}

}
