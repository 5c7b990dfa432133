package io.switchgear.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.SQLErrorCodeSQLExceptionTranslator;
import org.springframework.jdbc.support.SQLErrorCodes;
import org.springframework.jdbc.support.SQLExceptionTranslator;

@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

	/** By the classes of SQL states, which leave {@code lock_not_available} out. */
	@Bean
	SQLExceptionTranslator sqlExceptionTranslator() {
		SQLErrorCodes codes = new SQLErrorCodes();
		codes.setUseSqlStateForTranslation(true);
		codes.setCannotAcquireLockCodes("55P03");
		return new SQLErrorCodeSQLExceptionTranslator(codes);
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
