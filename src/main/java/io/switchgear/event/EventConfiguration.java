package io.switchgear.event;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class EventConfiguration {

	@Bean
	ChangeEvents changeEvents(JdbcClient jdbc) {
		return new ChangeEvents(jdbc);
	}

}
