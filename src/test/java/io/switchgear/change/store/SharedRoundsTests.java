package io.switchgear.change.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;

import io.switchgear.change.ChangeRequest;
import io.switchgear.change.Intake;
import io.switchgear.change.Tables;
import io.switchgear.change.apply.Outcomes;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.connector.ProviderState;
import io.switchgear.credential.Secret;
import io.switchgear.idempotency.IdempotencyKey;
import io.switchgear.integration.Patch;
import io.switchgear.outbound.Sent;
import io.switchgear.problem.ProblemException;
import io.switchgear.security.Actor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** What callers that share a statement do to each other. */
@Timeout(60)
class SharedRoundsTests {

	private static final ProviderState DISABLED = new ProviderState(false, null, Map.of(), Map.of(), null);

	private final Tables tables = Tables.empty();

	private final List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());

	private final CountDownLatch firstIsUnderWay = new CountDownLatch(1);

	private final CountDownLatch firstMayEnd = new CountDownLatch(1);

	private final Intake intake = new Intake(new Rounds<>(Intended::exclusive, this::begin), tables.rows, tables.ledger,
			tables.rowTransactions, tables.clock);

	private final Outcomes outcomes = new Outcomes(new Rounds<>(Ending::exclusive, this::end), tables.rows,
			tables.ledger, tables.rowTransactions, tables.clock);

	private Connection other;

	@BeforeEach
	void someAreKnown() throws SQLException {
		for (String id : List.of("first", "a", "b", "c")) {
			tables.known(ref(id));
		}
		tables.pass(Duration.ofSeconds(1));
		other = tables.source.getConnection();
		other.setAutoCommit(false);
	}

	@AfterEach
	void letGo() throws SQLException {
		firstMayEnd.countDown();
		other.rollback();
		other.close();
	}

	@Test
	void beginsTheOthersWhileSomebodyElseHoldsARow() throws Exception {
		lock("b");
		List<Future<Optional<Begun>>> callers = sharing(List.of(beginning("a"), beginning("b"), beginning("c")));
		assertThat(callers.get(0).get()).isPresent();
		assertThat(callers.get(2).get()).isPresent();
		assertThat(callers.get(1).isDone()).as("takes the locked path").isFalse();
		assertThat(sizes).containsExactly(1, 3);
		other.rollback();
		assertThat(callers.get(1).get()).isPresent();
	}

	@Test
	void endsTheOthersWhileSomebodyElseHoldsARow() throws Exception {
		List<Begun> begun = new ArrayList<>();
		for (String id : List.of("first", "a", "b", "c")) {
			begun.add(tables.intake.begin(request(id, "billing-service"), Life.LEASE).orElseThrow());
		}
		lock("b");
		List<Callable<Boolean>> endings = new ArrayList<>();
		begun.forEach((one) -> endings.add(() -> outcomes.succeed(one, DISABLED, new Sent(1, 1)).isPresent()));
		Future<Boolean> first = call(endings.getFirst());
		firstIsUnderWay.await();
		List<Future<Boolean>> callers = waiting(endings.subList(1, 4));
		firstMayEnd.countDown();
		assertThat(first.get()).isTrue();
		assertThat(callers.get(0).get()).isTrue();
		assertThat(callers.get(2).get()).isTrue();
		assertThat(callers.get(1).isDone()).as("takes the locked path").isFalse();
		assertThat(sizes).containsExactly(1, 3);
		other.rollback();
		assertThat(callers.get(1).get()).isTrue();
	}

	/** No request gets that far with such a text. */
	@Test
	void beginsTheOthersIfTheDatabaseCannotTakeOne() throws Exception {
		Callable<Optional<Begun>> bad = () -> intake.begin(request("b", "billing\u0000service"), Life.LEASE);
		List<Future<Optional<Begun>>> callers = sharing(List.of(beginning("a"), bad, beginning("c")));
		assertThat(callers.get(0).get()).isPresent();
		assertThat(callers.get(2).get()).isPresent();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(callers.get(1)::get)
			.withCauseInstanceOf(DataAccessException.class);
		assertThat(sizes).containsExactly(1, 3, 1, 1, 1);
		assertThat(tables.jdbc.sql("select count(*) from change where state = 'applying'").query(Long.class).single())
			.isEqualTo(3);
	}

	@Test
	void beginsTheOthersWhileSomebodyElseHoldsAKey() throws Exception {
		other.createStatement()
			.execute("insert into idempotency_key (caller, key, fingerprint, created_at)"
					+ " values ('billing-service', 'k-1', 'f', now())");
		IdempotencyKey key = new IdempotencyKey("billing-service", "k-1", Secret.of("the request"));
		Callable<Optional<Begun>> held = () -> intake.begin(Tables.request(ref("b"), Patch.switched(false), null, key),
				Life.LEASE);
		List<Future<Optional<Begun>>> callers = sharing(List.of(beginning("a"), held, beginning("c")));
		assertThat(callers.get(0).get()).isPresent();
		assertThat(callers.get(2).get()).isPresent();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(callers.get(1)::get)
			.as("on the locked path")
			.withCauseInstanceOf(ProblemException.class)
			.withMessageContaining("idempotency.in-progress");
	}

	@Test
	void beginsOneOfTwoOfAnIntegration() throws Exception {
		List<Future<Optional<Begun>>> callers = sharing(List.of(beginning("a"), beginning("a"), beginning("b")));
		List<Boolean> begun = new ArrayList<>();
		for (Future<Optional<Begun>> caller : callers) {
			begun.add(caller.get().isPresent());
		}
		assertThat(begun).containsExactly(true, false, true);
		assertThat(sizes).containsExactly(1, 2, 1);
	}

	@Test
	void givesEachTheWrittenStateOfItsOwnIntegration() throws Exception {
		List<Future<Optional<Begun>>> callers = sharing(List.of(beginning("c"), beginning("a"), beginning("b")));
		List<String> ids = new ArrayList<>();
		for (Future<Optional<Begun>> caller : callers) {
			Begun begun = caller.get().orElseThrow();
			ids.add(begun.integration().ref().externalId());
			assertThat(begun.change().integration()).isEqualTo(begun.integration().ref());
			assertThat(begun.integration().lastChange()).isEqualTo(begun.change().id());
			assertThat(tables.integrations.find(begun.integration().ref())).contains(begun.integration());
		}
		assertThat(ids).containsExactly("c", "a", "b");
	}

	private Callable<Optional<Begun>> beginning(String id) {
		return () -> intake.begin(request(id, "billing-service"), Life.LEASE);
	}

	private static ChangeRequest request(String id, String actor) {
		return new ChangeRequest(ref(id), Patch.switched(false), null,
				new ChangeRequest.Origin(Actor.named(actor), null, null), null, null, null, null);
	}

	private static IntegrationRef ref(String id) {
		return new IntegrationRef("whisk", id);
	}

	/** Lets them come while another round is under way. */
	private List<Future<Optional<Begun>>> sharing(List<Callable<Optional<Begun>>> work) throws Exception {
		Future<Optional<Begun>> first = call(beginning("first"));
		firstIsUnderWay.await();
		List<Future<Optional<Begun>>> callers = waiting(work);
		firstMayEnd.countDown();
		assertThat(first.get()).isPresent();
		return callers;
	}

	private <T> List<Future<T>> waiting(List<Callable<T>> work) {
		List<Future<T>> callers = new ArrayList<>();
		for (Callable<T> one : work) {
			FutureTask<T> task = new FutureTask<>(one);
			Thread thread = new Thread(task);
			thread.start();
			await().until(() -> String.valueOf(LockSupport.getBlocker(thread))
				.contains(CompletableFuture.class.getSimpleName()));
			callers.add(task);
		}
		return callers;
	}

	private static <T> Future<T> call(Callable<T> work) {
		FutureTask<T> task = new FutureTask<>(work);
		new Thread(task).start();
		return task;
	}

	private List<@Nullable Taken> begin(List<Intended> round) {
		note(round.size());
		return tables.transitions.begin(round);
	}

	private List<@Nullable Taken> end(List<Ending> round) {
		note(round.size());
		return tables.transitions.end(round);
	}

	private void note(int size) {
		boolean first = sizes.isEmpty();
		sizes.add(size);
		if (first) {
			firstIsUnderWay.countDown();
			try {
				firstMayEnd.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}
	}

	private void lock(String id) throws SQLException {
		other.createStatement().execute("select from integration where external_id = '" + id + "' for update");
	}

}
