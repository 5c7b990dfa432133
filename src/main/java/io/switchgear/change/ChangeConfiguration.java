package io.switchgear.change;

import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.switchgear.change.apply.Begins;
import io.switchgear.change.apply.ChangeRunner;
import io.switchgear.change.apply.ChangeWatch;
import io.switchgear.change.apply.Outcomes;
import io.switchgear.change.apply.Patience;
import io.switchgear.change.revert.ProviderLook;
import io.switchgear.change.revert.Reversals;
import io.switchgear.change.revert.RevertGuard;
import io.switchgear.change.store.ChangeTable;
import io.switchgear.change.store.Credentials;
import io.switchgear.change.store.Ending;
import io.switchgear.change.store.Intended;
import io.switchgear.change.store.Ledger;
import io.switchgear.change.store.LockedRows;
import io.switchgear.change.store.Origins;
import io.switchgear.change.store.Receipts;
import io.switchgear.change.store.Rounds;
import io.switchgear.change.store.Transitions;
import io.switchgear.credential.CredentialCipher;
import io.switchgear.idempotency.Idempotency;
import io.switchgear.integration.IntegrationStore;
import io.switchgear.integration.Integrations;
import io.switchgear.integration.RowTransactions;
import io.switchgear.jdbc.TransitionPool;
import io.switchgear.observation.ObservedStatements;
import io.switchgear.outbound.Holds;
import io.switchgear.provider.Providers;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ChangeProperties.class)
class ChangeConfiguration {

	// One generator would not stand the threads that share it.
	private static final RandomGenerator RANDOM = () -> ThreadLocalRandom.current().nextLong();

	@Bean
	ChangeTable changeTable(JdbcClient jdbc) {
		return new ChangeTable(jdbc);
	}

	@Bean
	OpenChangeCounts openChangeCounts(JdbcClient jdbc) {
		return new OpenChangeCounts(jdbc);
	}

	@Bean
	Credentials credentials(CredentialCipher cipher, Providers providers) {
		return new Credentials(cipher, (name) -> providers.get(name).description().credentials());
	}

	@Bean
	Ledger ledger(JdbcTemplate jdbc, Idempotency idempotency, Answers answers, Credentials credentials) {
		return new Ledger(new Transitions(jdbc), new Receipts(idempotency, answers), credentials);
	}

	@Bean
	LockedRows lockedRows(IntegrationStore integrations, ChangeTable changes, Ledger ledger, Clock clock) {
		return new LockedRows(integrations, changes, ledger, clock);
	}

	@Bean
	Intake intake(TransitionPool pool, LockedRows rows, Ledger ledger, RowTransactions transactions,
			ObservationRegistry observations, Clock clock) {
		Transitions transitions = new Transitions(pool.jdbc());
		ObservedStatements observed = new ObservedStatements(observations);
		return new Intake(
				new Rounds<>(Intended::exclusive, (changes) -> observed.observe(() -> transitions.begin(changes))),
				rows, ledger, transactions, clock);
	}

	@Bean
	Outcomes outcomes(TransitionPool pool, LockedRows rows, Ledger ledger, RowTransactions transactions,
			ObservationRegistry observations, Clock clock) {
		Transitions transitions = new Transitions(pool.jdbc());
		ObservedStatements observed = new ObservedStatements(observations);
		return new Outcomes(new Rounds<>(Ending::exclusive, (ended) -> observed.observe(() -> transitions.end(ended))),
				rows, ledger, transactions, clock);
	}

	@Bean
	Waiting waiting(TransitionPool pool, LockedRows rows, ChangeTable changes, RowTransactions transactions,
			Clock clock) {
		return new Waiting(new Transitions(pool.jdbc()), rows, changes, transactions, clock);
	}

	@Bean
	BatchChanges batchChanges(LockedRows rows, IntegrationStore integrations, ChangeTable changes, Clock clock) {
		return new BatchChanges(rows, integrations, changes, clock);
	}

	@Bean
	ChangeWatch changeWatch(MeterRegistry meters, ObservationRegistry observations) {
		return new ChangeWatch(meters, observations);
	}

	@Bean
	Patience patience(Holds holds, ChangeProperties properties, Clock clock) {
		return new Patience(holds, properties.recoveryPatience(), clock, RANDOM);
	}

	@Bean
	ChangeRunner changeRunner(Providers providers, Outcomes outcomes, Patience patience, ChangeWatch watch) {
		return new ChangeRunner(providers, outcomes, patience, watch);
	}

	@Bean
	Origins origins(JdbcClient jdbc) {
		return new Origins(jdbc);
	}

	@Bean
	Reversals reversals(Origins origins, Providers providers, Integrations integrations, RateLimiterRegistry rates,
			Clock clock) {
		return new Reversals(origins, new ProviderLook(providers, integrations, rates, clock));
	}

	@Bean
	Begins begins(ChangeTable changes, Credentials credentials, Origins origins, ChangeRunner runner) {
		return new Begins(changes, credentials, new RevertGuard(origins), runner);
	}

	@Bean
	QueueBell queueBell() {
		return new QueueBell();
	}

	@Bean
	Changes changes(Providers providers, Holds holds, QueueBell bell, Intake intake, Waiting waiting,
			ChangeRunner runner, ChangeTable table, Integrations integrations, ChangeProperties properties,
			Clock clock) {
		return new Changes(new Admission(providers, holds, bell, properties, clock), intake, waiting, runner,
				new History(table, integrations));
	}

	@Bean
	Previews previews(Providers providers, IntegrationStore integrations, ChangeTable changes, Credentials credentials,
			Clock clock) {
		return new Previews(providers, integrations, changes, credentials, clock);
	}

}
