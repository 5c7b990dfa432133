package io.switchgear.change;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.switchgear.connector.IntegrationRef;
import io.switchgear.integration.Patch;
import io.switchgear.security.Actor;
import io.switchgear.support.Bookkeeping;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What steps of batches do to others that want the same rows. */
@Timeout(60)
class BatchChangesTests {

	private static final IntegrationRef FIRST = ref("first");

	private static final IntegrationRef SECOND = ref("second");

	// By their bytes, this one comes before the other, by the units of Java behind it
	private static final IntegrationRef TILDE = ref("\uFF5E");

	private static final IntegrationRef FACE = ref("\uD83D\uDE00");

	private static final List<IntegrationRef> MIXED = List.of(ref("b"), FACE, ref("C"), TILDE);

	private static final UUID LAST = new UUID(-1, -1);

	private final Tables tables = Tables.empty();

	private final BatchChanges.Items items = new BatchChanges.Items(UUID.randomUUID(), ChangeSource.BATCH, false, null,
			Actor.named("admin-ui"), Tables.NOW.plus(Tables.PATIENCE), null);

	private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

	private final List<Connection> others = new ArrayList<>();

	@AfterEach
	void letGo() throws SQLException {
		for (Connection other : others) {
			other.close();
		}
		threads.close();
	}

	@Test
	void waitForEachOtherInOneOrderThoughSomeRowsAreFreeAtOnce() throws Exception {
		tables.known(FIRST);
		tables.known(SECOND);
		Connection holder = holding(FIRST);
		Connection another = holding(SECOND);
		Future<?> step = waiting(() -> add(List.of(FIRST, SECOND)));
		another.rollback();
		// If it took the row that is free now and then waited for the other one, the step
		// before, which is the next to get that, would wait for it
		Future<?> next = waiting(() -> add(List.of(FIRST, SECOND)));
		holder.rollback();
		step.get();
		next.get();
		assertThat(states()).containsExactly("cancelled", "cancelled", "pending", "pending");
		Bookkeeping.isRight(tables.jdbc);
	}

	@Test
	void takeRowsInTheOrderOfTheirBytes() throws Exception {
		MIXED.forEach(tables::known);
		Connection holder = holding(TILDE);
		Future<?> step = waiting(() -> add(MIXED));
		assertThat(free()).containsExactly(FACE.externalId());
		holder.rollback();
		step.get();
		assertThat(states()).hasSize(MIXED.size()).containsOnly("pending");
	}

	@Test
	void createRowsInTheSameOrder() throws Exception {
		Connection creator = other("select integration_hold(array['whisk'], array['\uFF5E'], now())");
		Future<?> step = waiting(() -> add(MIXED));
		assertThat(tables.known(FACE).ref()).as("created meanwhile").isEqualTo(FACE);
		creator.rollback();
		step.get();
		assertThat(states()).hasSize(MIXED.size()).containsOnly("pending");
		Bookkeeping.isRight(tables.jdbc);
	}

	@Test
	void tryAgainInTheSameOrder() throws Exception {
		failed(SECOND);
		tables.pass(Duration.ofSeconds(1));
		failed(FIRST);
		Connection holder = holding(SECOND);
		Future<?> step = waiting(() -> assertThat(tables.batches.tryAgain(items, LAST, 10)).isTrue());
		assertThat(free()).isEmpty();
		holder.rollback();
		step.get();
		assertThat(states()).containsExactly("failed", "failed", "pending", "pending");
		Bookkeeping.isRight(tables.jdbc);
	}

	private void add(List<IntegrationRef> refs) {
		tables.batches.add(items,
				refs.stream().map((ref) -> new BatchChanges.Wanted(ref, Patch.switched(false))).toList());
	}

	private void failed(IntegrationRef ref) {
		tables.transaction.executeWithoutResult((status) -> add(List.of(ref)));
		tables.jdbc.sql("update change set state = 'failed'").update();
		tables.jdbc.sql("update integration set waiting = 0").update();
		Bookkeeping.redo(tables.jdbc);
	}

	/** Begins a step in a transaction of its own. Returns once it waits for a lock. */
	private Future<?> waiting(Runnable step) {
		CompletableFuture<Integer> session = new CompletableFuture<>();
		Future<?> running = threads.submit(() -> tables.transaction.executeWithoutResult((status) -> {
			// Longer than the server takes to find those that wait for each other
			tables.jdbc.sql("set local lock_timeout = '30s'").update();
			session.complete(tables.jdbc.sql("select pg_backend_pid()").query(Integer.class).single());
			step.run();
		}));
		await().pollInterval(Duration.ofMillis(10))
			.until(() -> tables.jdbc.sql("select cardinality(pg_blocking_pids(:session)) > 0")
				.param("session", session.join())
				.query(Boolean.class)
				.single());
		return running;
	}

	private Connection holding(IntegrationRef ref) throws SQLException {
		return other("select from integration where external_id = '" + ref.externalId() + "' for update");
	}

	/** Another session, in a transaction that began with that. */
	private Connection other(String statement) throws SQLException {
		Connection other = tables.source.getConnection();
		others.add(other);
		other.setAutoCommit(false);
		other.createStatement().execute(statement);
		return other;
	}

	/** The ids of those whose rows nobody holds. */
	private List<String> free() {
		return tables.jdbc.sql("select external_id from integration for update skip locked").query(String.class).list();
	}

	private List<String> states() {
		return tables.jdbc.sql("select state from change order by state").query(String.class).list();
	}

	private static IntegrationRef ref(String id) {
		return new IntegrationRef("whisk", id);
	}

}
