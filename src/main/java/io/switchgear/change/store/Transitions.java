package io.switchgear.change.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.switchgear.change.Change;
import io.switchgear.change.ChangeState;
import io.switchgear.integration.Integration;
import io.switchgear.integration.IntegrationStore;
import io.switchgear.jdbc.Columns;
import io.switchgear.outbound.Sent;
import io.switchgear.problem.ProblemBody;
import io.switchgear.security.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Takes changes from one state to another: one method and one statement for each
 * {@link Transition}. Each says which changes it took there; the others were not in the
 * state that it starts from, or something was in their way. Nothing else writes the state
 * of a change. Each writes the event of the new state, and the next version of the
 * integration, except {@link Transition#TAKE_OVER}, which leaves the state as it is and
 * writes neither.
 */
public final class Transitions {

	private final JdbcTemplate jdbc;

	/** Runs the statements by themselves, or in the transaction of the thread. */
	public Transitions(JdbcTemplate jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * {@link Transition#BEGIN}. What it returns is null for those that were not taken.
	 */
	public List<@Nullable Taken> begin(List<Intended> changes) {
		boolean keyed = changes.stream().anyMatch((change) -> change.claim() != null);
		return inOrder(changes, (change) -> change.change().id(),
				jdbc.query(keyed ? TransitionSql.BEGIN_WITH_KEYS : TransitionSql.BEGIN, Transitions::begun,
						Columns.json(changes)));
	}

	/** The same of one that was judged: nothing is in its way. */
	public Taken begin(Intended judged) {
		return only(begin(List.of(judged)));
	}

	/** {@link Transition#ADD} of one that was judged. */
	public Taken add(Intended judged) {
		return only(add(List.of(judged)));
	}

	/** The same of one that was judged: the lease is held. */
	public Taken end(Ending judged) {
		return only(end(List.of(judged)));
	}

	/**
	 * {@link Transition#ADD}. What it returns is null for those that were not taken.
	 */
	public List<@Nullable Taken> add(List<Intended> changes) {
		return inOrder(changes, (change) -> change.change().id(),
				jdbc.query(TransitionSql.ADD, Transitions::taken, Columns.json(changes)));
	}

	/**
	 * {@link Transition#EDIT}. The row of the integration has to be locked.
	 * @param edited what it leaves; null if the integration is forgotten
	 * @return the new version, null if the integration is forgotten
	 */
	public @Nullable Long edit(Change change, @Nullable Integration edited) {
		return jdbc.queryForObject(TransitionSql.EDIT, (row, index) -> row.getObject("new_version", Long.class),
				Columns.json(List.of(Intended.of(change))), (edited != null) ? edited.displayName() : null,
				Columns.json((edited != null) ? edited.labels() : null));
	}

	/**
	 * {@link Transition#START} of the next changes of the queue.
	 */
	public List<Started> start(Queue queue, Instant now, Duration leaseTime, int limit) {
		return jdbc.query(queue.pick().sql,
				(row, index) -> new Started(ChangeRow.prefixed(row), begun(row, index), Columns.time(row, "next_try")),
				queue.provider(), queue.name(), Columns.time(queue.from()), Columns.time(now), limit,
				leaseTime.toMillis(), Columns.time(now), Columns.time(now));
	}

	/**
	 * {@link Transition#SUCCEED}, {@link Transition#FAIL}, {@link Transition#STAND_BACK}
	 * or {@link Transition#POSTPONE}, as their outcomes say. What it returns is null for
	 * those that were not taken, since the lease was lost or others came in between.
	 */
	public List<@Nullable Taken> end(List<Ending> endings) {
		boolean keyed = endings.stream().anyMatch((ending) -> ending.receipt() != null);
		return inOrder(endings, (ending) -> ending.held().id(), jdbc
			.query(keyed ? TransitionSql.END_WITH_KEYS : TransitionSql.END, Transitions::taken, Columns.json(endings)));
	}

	/**
	 * {@link Transition#CANCEL} of changes of one integration, whose row has to be
	 * locked.
	 */
	public List<UUID> cancel(Collection<UUID> changes, @Nullable UUID supersededBy, @Nullable Actor by, Instant now) {
		return withdraw(ChangeState.CANCELLED, changes, null, supersededBy, by, now);
	}

	/** {@link Transition#GIVE_UP}. Returns false if it is no longer pending. */
	public boolean giveUp(UUID change, ProblemBody problem, Instant now) {
		return !withdraw(ChangeState.FAILED, List.of(change), problem, null, null, now).isEmpty();
	}

	/**
	 * {@link Transition#CANCEL} of items of a cancelled batch, at most so many, or
	 * {@link Transition#GIVE_UP} of those that wait for another try since they failed, if
	 * its guard stopped it. Returns what it left of their integrations, of which those
	 * that others hold are passed over.
	 * @param stopped why the others were withdrawn, if its guard did it
	 */
	public List<Taken> withdraw(UUID batch, ProblemBody stopped, Instant now, int most) {
		return jdbc.query(WithdrawalSql.WITHDRAW_BATCH, Transitions::taken, Columns.json(stopped), Columns.time(now),
				batch, most);
	}

	private List<UUID> withdraw(ChangeState state, Collection<UUID> changes, @Nullable ProblemBody problem,
			@Nullable UUID supersededBy, @Nullable Actor by, Instant now) {
		return jdbc.query(WithdrawalSql.WITHDRAW, (row, index) -> row.getObject("id", UUID.class), state.wireName(),
				Columns.json(problem), supersededBy, Actor.nameOf(by), Actor.viaOf(by), Columns.time(now),
				changes.toArray(UUID[]::new));
	}

	/**
	 * {@link Transition#TAKE_OVER} of changes that nobody asked to be applied in the
	 * background, with ids between those two, and whose lease has run out.
	 */
	public List<Started> takeOver(UUID from, UUID to, Duration leaseTime, int limit) {
		return jdbc.query(TransitionSql.TAKE_OVER.formatted("change.id between ? and ?"), Transitions::resumed, from,
				to, limit, leaseTime.toMillis());
	}

	/** {@link Transition#TAKE_OVER} of changes of the background. */
	public List<Started> takeOverWaiting(Duration leaseTime, int limit) {
		return jdbc.query(TransitionSql.TAKE_OVER.formatted("waits"), Transitions::resumed, limit,
				leaseTime.toMillis());
	}

	/**
	 * Leaves a change to {@link #takeOver} after a pause. Returns false if the lease was
	 * lost.
	 */
	public boolean leave(Begun begun, ProblemBody problem, Sent sent, Duration pause) {
		return jdbc.update(TransitionSql.LEAVE, pause.toMillis(), begun.change().integration().provider(),
				begun.change().integration().externalId(), begun.lease(), sent.attempts(), sent.requests(),
				Columns.json(problem)) == 1;
	}

	private static Taken only(List<@Nullable Taken> taken) {
		Taken only = taken.getFirst();
		if (only == null) {
			throw new IllegalStateException("A row that is locked was not written");
		}
		return only;
	}

	private static Started resumed(ResultSet row, int index) throws SQLException {
		return new Started(ChangeRow.prefixed(row), taken(row, index), Instant.EPOCH);
	}

	private static Taken begun(ResultSet row, int index) throws SQLException {
		return taken(row, Columns.nullableBoolean(row, "enabled_before"));
	}

	private static Taken taken(ResultSet row, int index) throws SQLException {
		return taken(row, (Boolean) null);
	}

	private static Taken taken(ResultSet row, @Nullable Boolean enabledBefore) throws SQLException {
		return new Taken(row.getObject("change", UUID.class), IntegrationStore.integration(row, 0),
				row.getObject("lease", UUID.class), row.getBytes("credentials"), enabledBefore);
	}

	private static <T> List<@Nullable Taken> inOrder(List<T> asked, Function<T, UUID> id, List<Taken> taken) {
		if (taken.size() == asked.size() && asked.size() == 1) {
			return List.copyOf(taken);
		}
		Map<UUID, Taken> byChange = taken.stream().collect(Collectors.toMap(Taken::change, Function.identity()));
		return asked.stream().map(id).<@Nullable Taken>map(byChange::get).toList();
	}

	/**
	 * Waiting changes of a provider from a moment on.
	 *
	 * @param batch whose items; null: what callers sent one by one
	 * @param from those that were to be tried earlier are not looked at
	 */
	public record Queue(String provider, @Nullable UUID batch, Pick pick, Instant from) {

		private static final UUID NO_BATCH = new UUID(0, 0);

		/** All but items of guarded batches. */
		public static Queue of(String provider, @Nullable UUID batch, Instant from) {
			return new Queue(provider, batch, Pick.UNGUARDED, from);
		}

		/**
		 * Of a guarded batch those that were not tried yet, or those that failed so far.
		 */
		public static Queue guarded(String provider, UUID batch, boolean again) {
			return new Queue(provider, batch, again ? Pick.AGAIN : Pick.FRESH, Instant.EPOCH);
		}

		private UUID name() {
			return (batch != null) ? batch : NO_BATCH;
		}

	}

	/** Which changes of a queue. */
	enum Pick {

		UNGUARDED("not guarded"), FRESH("guarded and trial is null"), AGAIN("guarded and trial = 'error'");

		private final String sql;

		Pick(String condition) {
			this.sql = TransitionSql.START.formatted(condition);
		}

	}

	/**
	 * A change that is being applied from now on.
	 *
	 * @param dueSince when it was to be tried
	 */
	public record Started(Change change, Taken taken, Instant dueSince) {
	}

}
