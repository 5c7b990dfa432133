package io.switchgear.change.background;

import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.switchgear.change.Backlog;
import io.switchgear.change.ChangeProperties;
import io.switchgear.change.ChangeRunner;
import io.switchgear.change.ChangeStore;
import io.switchgear.change.ChangeWatch;
import io.switchgear.change.Ledger;
import io.switchgear.change.Patience;
import io.switchgear.outbound.Holds;
import io.switchgear.outbound.OutboundClients;
import io.switchgear.provider.Providers;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class BackgroundConfiguration {

	// One generator would not stand the threads that share it.
	private static final RandomGenerator RANDOM = () -> ThreadLocalRandom.current().nextLong();

	@Bean
	Pacing pacing(Holds holds, OutboundClients clients, RateLimiterRegistry rates, Clock clock,
			@Value("${db-scheduler.threads}") int threads) {
		return new Pacing(holds, clients::backgroundGate, Math.max(1, threads / 2), rates, clock, RANDOM);
	}

	@Bean
	Task<Void> applyChangeTask(Backlog backlog, ChangeRunner runner, ChangeStore changes, Providers providers,
			Pacing pacing, ChangeWatch watch, Patience patience, ChangeProperties properties, Clock clock) {
		return new BackgroundWork(backlog, runner, changes, providers, pacing, watch, patience,
				properties.leaseMargin(), clock)
			.task();
	}

	@Bean
	RecurringTask<Void> recoveryTask(Ledger ledger, Backlog backlog, ChangeRunner runner, Providers providers,
			Patience patience, ChangeProperties properties, Clock clock) {
		return new Recovery(ledger, backlog, runner, providers, patience, properties, clock).task();
	}

	@Bean
	RecurringTask<Void> sweepHistory(ChangeStore changes, ChangeProperties properties, Clock clock) {
		return new HistorySweep(changes, properties, clock).task();
	}

}
