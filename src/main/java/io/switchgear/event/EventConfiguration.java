package io.switchgear.event;

import java.time.Clock;
import java.time.Duration;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import io.switchgear.change.ChangeProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class EventConfiguration {

	private static final Duration TICK = Duration.ofMillis(200);

	@Bean
	ChangeEvents changeEvents(JdbcClient jdbc) {
		return new ChangeEvents(jdbc, TICK);
	}

	@Bean
	RecurringTask<Void> sweepEvents(JdbcClient jdbc, ChangeProperties properties, Clock clock) {
		return new EventSweep(jdbc, properties.eventRetention(), clock).task();
	}

}
