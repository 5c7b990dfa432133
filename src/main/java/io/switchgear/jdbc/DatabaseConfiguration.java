package io.switchgear.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.SQLErrorCodeSQLExceptionTranslator;
import org.springframework.jdbc.support.SQLExceptionTranslator;

@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

	/** Spring's default does not know {@code lock_not_available}. */
	@Bean
	SQLExceptionTranslator sqlExceptionTranslator() {
		return new SQLErrorCodeSQLExceptionTranslator("PostgreSQL");
	}

	@Bean
	TransitionPool transitionPool(HikariDataSource dataSource, SQLExceptionTranslator translator) {
		return new TransitionPool(dataSource, translator);
	}

	/** Before the first connection: the pool does not take it later. */
	@Bean
	static BeanPostProcessor readOnlySessionsAreEvicted() {
		return new BeanPostProcessor() {

			@Override
			public Object postProcessBeforeInitialization(Object bean, String beanName) {
				if (bean instanceof HikariDataSource pool) {
					pool.setExceptionOverride(new ReadOnlySessions(pool));
				}
				return bean;
			}

		};
	}

}
