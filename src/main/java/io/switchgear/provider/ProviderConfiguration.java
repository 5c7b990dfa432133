package io.switchgear.provider;

import java.time.Clock;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ProviderConfiguration {

	@Bean
	HoldBoard holdBoard(JdbcClient jdbc, Clock clock, MeterRegistry meters) {
		HoldBoard board = new HoldBoard(new HoldStore(jdbc, clock), meters);
		board.refresh();
		return board;
	}

}
