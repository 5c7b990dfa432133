package io.switchgear.idempotency;

import java.time.Clock;
import java.time.Duration;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import io.switchgear.credential.KeyedDigest;
import io.switchgear.jdbc.Sweep;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IdempotencyProperties.class)
class IdempotencyConfiguration {

	private static final Duration SWEEP_PERIOD = Duration.ofMinutes(10);

	@Bean
	Idempotency idempotency(JdbcClient jdbc, TransactionTemplate transaction, JsonMapper json, KeyedDigest digest,
			Clock clock) {
		return new Idempotency(jdbc, transaction, json, digest, clock);
	}

	@Bean
	RecurringTask<Void> sweepIdempotencyKeys(Idempotency idempotency, IdempotencyProperties properties) {
		return Sweep.every(SWEEP_PERIOD, "sweep-idempotency-keys", () -> idempotency.sweep(properties.retention()));
	}

}
