package io.switchgear.change.background;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.switchgear.change.ChangeProperties;
import io.switchgear.change.OpenChangeCounts;
import io.switchgear.change.QueueBell;
import io.switchgear.change.Waiting;
import io.switchgear.change.apply.Begins;
import io.switchgear.change.apply.ChangeRunner;
import io.switchgear.change.apply.ChangeWatch;
import io.switchgear.change.apply.Patience;
import io.switchgear.change.store.BatchQueues;
import io.switchgear.change.store.ChangeTable;
import io.switchgear.change.store.LockedRows;
import io.switchgear.change.store.Transitions;
import io.switchgear.jdbc.Sweep;
import io.switchgear.jdbc.TransitionPool;
import io.switchgear.outbound.Admittance;
import io.switchgear.outbound.BackgroundLoops;
import io.switchgear.outbound.Holds;
import io.switchgear.outbound.OutboundClients;
import io.switchgear.provider.Provider;
import io.switchgear.provider.Providers;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class BackgroundConfiguration {

	private static final Duration SWEEP_PERIOD = Duration.ofHours(1);

	private static final int SWEPT_AT_ONCE = 1000;

	@Bean
	BatchItems batchItems(Waiting waiting, LockedRows rows, JdbcClient jdbc, BatchGuard guard, Clock clock) {
		return new BatchItems(waiting, rows, new BatchQueues(jdbc), guard, clock);
	}

	@Bean
	ChangeQueue changeQueue(Waiting waiting, BatchItems items, Begins begins, Patience patience, ChangeWatch watch) {
		return new ChangeQueue(waiting, items, begins, patience, watch);
	}

	@Bean
	AbandonedChanges abandonedChanges(TransitionPool pool, ChangeTable changes, Begins begins, Providers providers,
			ChangeProperties properties, Clock clock) {
		return new AbandonedChanges(new Transitions(pool.jdbc()), changes, begins,
				maxDeadline(providers).plus(properties.leaseMargin()), clock);
	}

	@Bean
	OpenChangeGauges openChangeGauges(OpenChangeCounts changes, Providers providers, MeterRegistry meters,
			Clock clock) {
		return new OpenChangeGauges(changes, providers, meters, clock);
	}

	@Bean
	BackgroundLoops changeLoops(Providers providers, ChangeQueue queue, ChangeRunner runner, QueueBell bell,
			Holds holds, OutboundClients clients, RateLimiterRegistry rates, ChangeProperties properties,
			LifecycleProperties lifecycle, Clock clock) {
		return new BackgroundLoops(lifecycle.getTimeoutPerShutdownPhase(), (threads) -> providers.all()
			.stream()
			.map((provider) -> new ProviderRunner(new Work(provider, queue, runner, bell, properties.leaseMargin()),
					new Admittance(provider.name(), holds, clients.backgroundGate(provider.name()),
							rates.rateLimiter(provider.name()), properties.concurrency()),
					threads, clock))
			.toList());
	}

	@Bean
	RecurringTask<Void> recoveryTask(AbandonedChanges abandoned, ChangeQueue queue, ChangeRunner runner,
			Providers providers, Patience patience, ChangeProperties properties, Clock clock) {
		Recovery recovery = new Recovery(abandoned, runner, patience, maxDeadline(providers), clock);
		Set<String> names = providers.all().stream().map(Provider::name).collect(Collectors.toUnmodifiableSet());
		return Tasks.recurring("recover-abandoned-changes", FixedDelay.of(properties.recoveryInterval()))
			.execute((instance, context) -> {
				recovery.recoverAll();
				abandoned.moveMark();
				queue.giveUpLateOfOthersThan(names);
			});
	}

	private static Duration maxDeadline(Providers providers) {
		return providers.all().stream().map(Provider::deadline).max(Duration::compareTo).orElse(Duration.ZERO);
	}

	@Bean
	RecurringTask<Void> sweepHistory(ChangeTable changes, ChangeProperties properties, Clock clock) {
		return Sweep.every(SWEEP_PERIOD, "sweep-history",
				() -> changes.sweep(clock.instant().minus(properties.retention()), SWEPT_AT_ONCE));
	}

}
