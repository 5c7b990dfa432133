package io.switchgear.change;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import javax.sql.DataSource;

import com.github.f4b6a3.uuid.UuidCreator;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.switchgear.change.ChangeStore.Lease;
import io.switchgear.connector.Desired;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.credential.CredentialCipher;
import io.switchgear.credential.Secret;
import io.switchgear.idempotency.Answer;
import io.switchgear.idempotency.Idempotency;
import io.switchgear.integration.ExpectedVersion;
import io.switchgear.integration.IntegrationDetails;
import io.switchgear.integration.IntegrationStore;
import io.switchgear.integration.Patch;
import io.switchgear.integration.RowTransactions;
import io.switchgear.problem.ProblemBody;
import io.switchgear.support.TestDatabase;
import io.switchgear.support.TestKeyset;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * The stores on a real database, in a schema that nothing else uses, with a clock that is
 * set.
 */
public final class Tables {

	public static final IntegrationRef ROOTFI = new IntegrationRef("rootfi", "1234");

	public static final Instant NOW = Instant.parse("2026-11-22T10:00:00.123456Z");

	private static final String SCHEMA = "stores";

	private static final int AT_ONCE = 8;

	private static final Tables SHARED = new Tables();

	public final DataSource source;

	public final JdbcClient jdbc;

	public final IntegrationStore integrations;

	public final ChangeStore changes;

	final ChangeQueue queue;

	final Ledger ledger;

	public final TransactionTemplate transaction;

	private final CredentialCipher cipher;

	private final AtomicReference<Instant> now = new AtomicReference<>(NOW);

	private Tables() {
		TestDatabase database = TestDatabase.shared();
		this.source = new DriverManagerDataSource(database.url() + "&currentSchema=" + SCHEMA, database.user(),
				database.password());
		Flyway.configure().dataSource(source).schemas(SCHEMA).load().migrate();
		this.jdbc = JdbcClient.create(source);
		this.transaction = new TransactionTemplate(new JdbcTransactionManager(source));
		InstantSource clock = now::get;
		AnnotationConfigApplicationContext others = others(transaction, clock.withZone(ZoneOffset.UTC));
		this.cipher = others.getBean(CredentialCipher.class);
		this.integrations = new IntegrationStore(jdbc, cipher);
		this.changes = new ChangeStore(jdbc, cipher);
		this.queue = new ChangeQueue(jdbc);
		Clock utc = others.getBean(Clock.class);
		BackgroundTask task = new BackgroundTask(
				SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(source)).enablePriority().build());
		this.ledger = new Ledger(
				new Rows(integrations, changes, queue, (provider) -> Set.of("clientId", "clientSecret"), utc), changes,
				queue, task, others.getBean(Idempotency.class), new PlainAnswers(), new RowTransactions(transaction),
				utc);
	}

	public static Tables empty() {
		SHARED.jdbc.sql("truncate integration, change, change_event, event_generation, idempotency_key").update();
		SHARED.now.set(NOW);
		return SHARED;
	}

	/** The changes as a connection of its own sees and writes them. */
	public ChangeStore changes(JdbcClient connection) {
		return new ChangeStore(connection, cipher);
	}

	/** Cancels a change on a connection of its own. */
	public static boolean cancel(UUID change, JdbcClient connection) {
		return new ChangeQueue(connection).cancel(change, NOW);
	}

	void pass(Duration time) {
		now.updateAndGet((before) -> before.plus(time));
	}

	/** What each of several threads gets that do the same at the same moment. */
	static <T> List<T> together(Callable<T> work) {
		CyclicBarrier start = new CyclicBarrier(AT_ONCE);
		try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
			List<Future<T>> all = IntStream.range(0, AT_ONCE).mapToObj((index) -> threads.submit(() -> {
				start.await();
				return work.call();
			})).toList();
			return all.stream().map(Tables::result).toList();
		}
	}

	static ChangeRequest request(Patch patch, @Nullable ExpectedVersion expectedVersion) {
		return new ChangeRequest(ROOTFI, patch, "incident 4711",
				new ChangeRequest.Origin("billing-service", null, null), expectedVersion, null, null, null);
	}

	public static Change applying(IntegrationRef ref) {
		return new Change(UuidCreator.getTimeOrderedEpoch(), ref, ChangeAction.DISABLE, ChangeState.APPLYING,
				Map.of("enabled", false), null, null, null, "billing-service", ChangeSource.API, 0, 0, null, null, null,
				null, null, NOW, NOW, null, null);
	}

	public static Lease lease(Duration left) {
		return new Lease(UUID.randomUUID(), NOW.plus(left));
	}

	static Patch credential(String name, String value) {
		return new Patch(new Desired(null, Map.of(), Map.of(name, Secret.of(value))), null, null, Set.of());
	}

	private static <T> T result(Future<T> work) {
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

	/** The modules that the stores use. */
	private AnnotationConfigApplicationContext others(TransactionTemplate transaction, Clock clock) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		TestPropertyValues.of(Map.of("switchgear.encryption.keyset", TestKeyset.create())).applyTo(context);
		context.registerBean(SimpleMeterRegistry.class);
		context.registerBean(JdbcClient.class, () -> jdbc);
		context.registerBean(TransactionTemplate.class, () -> transaction);
		context.registerBean(JsonMapper.class, JsonMapper::shared);
		context.registerBean(Clock.class, () -> clock);
		context.scan("io.switchgear.credential", "io.switchgear.idempotency");
		context.refresh();
		return context;
	}

	/** The answers that the ledger keeps for repeats, in their plainest form. */
	private static final class PlainAnswers implements Answers {

		@Override
		public Answer confirmed(IntegrationDetails details) {
			return new Answer(200, Map.of(), details.integration().ref().id());
		}

		@Override
		public Answer accepted(Change change) {
			return new Answer(202, Map.of(), change.id());
		}

		@Override
		public Answer refused(ProblemBody problem) {
			return new Answer(problem.status(), Map.of(), problem);
		}

	}

}
