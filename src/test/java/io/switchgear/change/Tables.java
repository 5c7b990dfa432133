package io.switchgear.change;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import com.github.f4b6a3.uuid.UuidCreator;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.switchgear.change.apply.Begins;
import io.switchgear.change.apply.ChangeRunner;
import io.switchgear.change.apply.ChangeWatch;
import io.switchgear.change.apply.Outcomes;
import io.switchgear.change.apply.Patience;
import io.switchgear.change.background.AbandonedChanges;
import io.switchgear.change.background.BatchItems;
import io.switchgear.change.background.ChangeQueue;
import io.switchgear.change.revert.RevertGuard;
import io.switchgear.change.store.BatchQueues;
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
import io.switchgear.connector.Desired;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.credential.CredentialCipher;
import io.switchgear.credential.Secret;
import io.switchgear.idempotency.Idempotency;
import io.switchgear.idempotency.IdempotencyKey;
import io.switchgear.integration.ExpectedVersion;
import io.switchgear.integration.Integration;
import io.switchgear.integration.IntegrationStore;
import io.switchgear.integration.Patch;
import io.switchgear.integration.RowTransactions;
import io.switchgear.jdbc.TransitionPool;
import io.switchgear.provider.Providers;
import io.switchgear.security.Actor;
import io.switchgear.support.DatabaseInUse;
import io.switchgear.support.TestDatabase;
import io.switchgear.support.TestKeyset;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The core on a real database, in a schema of its own, with a clock that is set. */
public final class Tables {

	public static final IntegrationRef ROOTFI = new IntegrationRef("rootfi", "1234");

	public static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123456Z");

	public static final Duration PATIENCE = Duration.ofHours(24);

	private static final String SCHEMA = "stores";

	private static final int AT_ONCE = 8;

	private static final Tables SHARED = new Tables();

	public final HikariDataSource source = new HikariDataSource();

	public final JdbcClient jdbc;

	public final IntegrationStore integrations;

	public final ChangeTable changes;

	public final TransactionTemplate transaction;

	public final Clock clock;

	public final RowTransactions rowTransactions;

	final Credentials credentials;

	public final CredentialCipher cipher;

	public final JdbcTemplate pool;

	public final Transitions transitions;

	public final Ledger ledger;

	public final LockedRows rows;

	public final Intake intake;

	public final Outcomes outcomes;

	public final Waiting waiting;

	public final BatchChanges batches;

	public final BatchItems items;

	private final AtomicReference<Instant> now = new AtomicReference<>(NOW);

	private Tables() {
		TestDatabase database = TestDatabase.shared();
		source.setJdbcUrl(database.url() + "&currentSchema=" + SCHEMA);
		// Longer than as configured: no wait in a test ends since the machine stalled.
		source.addDataSourceProperty("options", "-c lock_timeout=10s");
		source.setUsername(database.user());
		source.setPassword(database.password());
		source.setMaximumPoolSize(2 * AT_ONCE);
		this.clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
		JdbcTemplate template = new JdbcTemplate(source);
		this.jdbc = JdbcClient.create(template);
		this.transaction = new TransactionTemplate(new JdbcTransactionManager(source));
		AnnotationConfigApplicationContext others = others();
		Flyway.configure().dataSource(source).schemas(SCHEMA).load().migrate();
		DatabaseInUse.keepVacuumAway(jdbc);
		template.setExceptionTranslator(others.getBean(SQLExceptionTranslator.class));
		this.pool = others.getBean(TransitionPool.class).jdbc();
		this.cipher = others.getBean(CredentialCipher.class);
		this.credentials = new Credentials(cipher, (provider) -> Set.of("clientId", "clientSecret"));
		this.integrations = new IntegrationStore(jdbc, cipher);
		this.changes = new ChangeTable(jdbc);
		this.transitions = new Transitions(pool);
		this.rowTransactions = new RowTransactions(transaction);
		this.ledger = new Ledger(new Transitions(template),
				new Receipts(others.getBean(Idempotency.class), new PlainAnswers()), credentials);
		this.rows = new LockedRows(integrations, changes, ledger, clock);
		this.intake = new Intake(new Rounds<>(Intended::exclusive, transitions::begin), rows, ledger, rowTransactions,
				clock);
		this.outcomes = new Outcomes(new Rounds<>(Ending::exclusive, transitions::end), rows, ledger, rowTransactions,
				clock);
		this.waiting = new Waiting(transitions, rows, changes, rowTransactions, clock);
		this.batches = new BatchChanges(rows, integrations, changes, clock);
		this.items = new BatchItems(waiting, rows, new BatchQueues(jdbc), new NoGuard(), clock);
	}

	public static Tables empty() {
		SHARED.jdbc
			.sql("truncate integration, change, change_event, event_generation, idempotency_key, recovery_mark, batch")
			.update();
		SHARED.now.set(NOW);
		return SHARED;
	}

	/** What applies changes at those providers. */
	public ChangeRunner runner(Providers providers) {
		return new ChangeRunner(providers, outcomes, patience(),
				new ChangeWatch(new SimpleMeterRegistry(), ObservationRegistry.NOOP));
	}

	/** The queue of the changes that wait, for that runner. */
	public ChangeQueue queue(ChangeRunner runner) {
		return new ChangeQueue(waiting, items,
				new Begins(changes, credentials, new RevertGuard(new Origins(jdbc)), runner), patience(),
				new ChangeWatch(new SimpleMeterRegistry(), ObservationRegistry.NOOP));
	}

	public AbandonedChanges abandoned(ChangeRunner runner) {
		Begins begins = new Begins(changes, credentials, new RevertGuard(new Origins(jdbc)), runner);
		return new AbandonedChanges(transitions, changes, begins, Duration.ofSeconds(25), clock);
	}

	/** Lets an integration be known, if it is not yet. */
	public Integration known(IntegrationRef ref) {
		return integrations.find(ref).orElseGet(() -> {
			integrations.hold(List.of(ref), clock.instant());
			return integrations.find(ref).orElseThrow();
		});
	}

	/** The credentials that are stored for an integration. */
	public Map<String, Secret> decrypted(IntegrationRef ref) {
		return cipher.decrypt(ref.id(), integrations.credentials(ref));
	}

	/** Begins a change that somebody waits for. */
	public Change begin(IntegrationRef ref) {
		known(ref);
		Change change = applying(ref);
		transitions.begin(Intended.of(change).leasedFor(Duration.ofSeconds(25)).judged());
		return change;
	}

	/** Puts a change down that waits, whatever else does. */
	public Change add(IntegrationRef ref) {
		return add(ref, new JdbcTemplate(source));
	}

	public Change add(IntegrationRef ref, JdbcTemplate connection) {
		known(ref);
		Change change = waiting(ref);
		new Transitions(connection).add(Intended.of(change).judged());
		return change;
	}

	/** Withdraws a change on a connection of its own. */
	public static boolean cancel(Change change, JdbcTemplate connection) {
		return !new Transitions(connection).cancel(List.of(change.id()), null, Actor.named("somebody"), NOW).isEmpty();
	}

	public void pass(Duration time) {
		now.updateAndGet((before) -> before.plus(time));
	}

	/** What each of several threads gets that do the same at the same moment. */
	public static <T> List<T> together(Callable<T> work) {
		CyclicBarrier start = new CyclicBarrier(AT_ONCE);
		try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
			List<Future<T>> all = IntStream.range(0, AT_ONCE).mapToObj((index) -> threads.submit(() -> {
				start.await();
				return work.call();
			})).toList();
			return all.stream().map(Tables::result).toList();
		}
	}

	public static ChangeRequest request(Patch patch, @Nullable ExpectedVersion expectedVersion) {
		return request(ROOTFI, patch, expectedVersion, null);
	}

	public static ChangeRequest request(IntegrationRef ref, Patch patch, @Nullable ExpectedVersion expectedVersion,
			@Nullable IdempotencyKey key) {
		return new ChangeRequest(ref, patch, "incident 4711",
				new ChangeRequest.Origin(Actor.named("billing-service"), null, null), expectedVersion, null, null, key);
	}

	public static Change applying(IntegrationRef ref) {
		return new Change(UuidCreator.getTimeOrderedEpoch(), ref, ChangeAction.DISABLE, ChangeState.APPLYING,
				Map.of("enabled", false), null, null, null, Actor.named("billing-service"), ChangeSource.API, 0, 0,
				null, null, null, null, null, NOW, NOW, null, null, null);
	}

	public static Change waiting(IntegrationRef ref) {
		return new Change(UuidCreator.getTimeOrderedEpoch(), ref, ChangeAction.DISABLE, ChangeState.PENDING,
				Map.of("enabled", false), null, null, null, Actor.named("billing-service"), ChangeSource.API, 0, 0,
				null, null, null, null, NOW.plus(PATIENCE), NOW, null, null, null, null);
	}

	public static Patch credential(String name, String value) {
		return new Patch(new Desired(null, Map.of(), Map.of(name, Secret.of(value))), null, null, Set.of());
	}

	static <T> T result(Future<T> work) {
		try {
			return work.get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex.getCause());
		}
	}

	private Patience patience() {
		return new Patience((provider) -> Optional.empty(), Duration.ofMinutes(2), clock, RandomGenerator.getDefault());
	}

	/** The modules that the core uses. To be created before the first connection. */
	private AnnotationConfigApplicationContext others() {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		TestPropertyValues.of(Map.of("switchgear.encryption.keyset", TestKeyset.create())).applyTo(context);
		context.registerBean(SimpleMeterRegistry.class);
		context.registerBean(HikariDataSource.class, () -> source);
		context.registerBean(JdbcClient.class, () -> jdbc);
		context.registerBean(TransactionTemplate.class, () -> transaction);
		context.registerBean(JsonMapper.class, JsonMapper::shared);
		context.registerBean(Clock.class, () -> clock);
		context.scan("io.switchgear.credential", "io.switchgear.idempotency", "io.switchgear.jdbc");
		context.refresh();
		return context;
	}

}
