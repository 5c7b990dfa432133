package io.switchgear.summary;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.switchgear.jdbc.Columns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How many changes ended in each hour, with what. Every five seconds one replica adds
 * what ended since to the table {@code change_tally}, and a reader adds the rest, so the
 * cost does not grow with the history. What ended is known from the events: each
 * transaction is counted once, by the snapshot up to which the table is complete.
 */
final class ChangeTally {

	private static final Logger log = LoggerFactory.getLogger(ChangeTally.class);

	private static final long PERIOD_MILLIS = 5000;

	private static final String MAX_TRANSACTION = "18446744073709551615";

	private static final Duration KEPT = Duration.ofDays(2);

	private static final int MAX_TRIES = 10;

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	ChangeTally(JdbcClient jdbc, TransactionTemplate transaction) {
		this.jdbc = jdbc;
		this.transaction = transaction;
	}

	/** The changes that ended from that hour on. */
	List<Count> since(Instant hour) {
		for (int tries = 0; tries < MAX_TRIES; tries++) {
			Optional<List<Count>> counts = since(hour, mark("").orElseThrow());
			if (counts.isPresent()) {
				return counts.get();
			}
		}
		throw new CannotAcquireLockException("The changes that ended are counted too often");
	}

	/** Empty if the table has become complete up to another snapshot. */
	private Optional<List<Count>> since(Instant hour, Mark mark) {
		List<Count> counts = new ArrayList<>();
		boolean[] same = { false };
		counting("with " + mark.ended() + """
				select mark.id, provider, hour, state, code, cast(sum(changes) as bigint) changes
				from change_tally_mark mark left join
				  (select * from change_tally union all select * from ended) counted on hour >= :hour
				where cast(mark.snapshot as text) = :snapshot
				group by 1, 2, 3, 4, 5""", mark).param("hour", Columns.time(hour))
			.param("snapshot", mark.snapshot())
			.query((row) -> {
				same[0] = true;
				if (row.getString("provider") != null) {
					counts.add(new Count(row.getString("provider"), Columns.time(row, "hour"), row.getString("state"),
							row.getString("code"), row.getLong("changes")));
				}
			});
		return same[0] ? Optional.of(counts) : Optional.empty();
	}

	/**
	 * Numbers of transactions mean something else on another cluster of servers. After
	 * data were moved there, counting goes on from that moment.
	 */
	private JdbcClient.StatementSpec counting(String sql, Mark mark) {
		return jdbc.sql(sql).param("from", mark.here() ? mark.from() : MAX_TRANSACTION).param("ran", mark.ran());
	}

	private Optional<Mark> mark(String locking) {
		return jdbc.sql("""
				select cast(snapshot as text) snapshot, cluster = event_cluster() here,
				  cast(pg_snapshot_xmax(snapshot) as text) "from",
				  cast(array(select pg_snapshot_xip(snapshot)) as text) ran
				from change_tally_mark mark\s""" + locking).query(Mark.class).optional();
	}

	/** Leaves it to another replica that is at it. */
	@Scheduled(fixedRate = PERIOD_MILLIS) // on a thread of its own, unlike a fixed delay
	void advance() {
		try {
			// Two statements, so that the second sees all that was counted before
			transaction
				.executeWithoutResult((status) -> mark("for update of mark skip locked").ifPresent(this::advance));
		}
		catch (DataAccessException | TransactionException ex) {
			log.warn("Changes that ended cannot be counted now: {}", ex.getMessage());
		}
	}

	private void advance(Mark mark) {
		counting("with " + mark.ended() + """
				, added as (
				  insert into change_tally as tally (provider, hour, state, code, changes) select * from ended
				  on conflict (provider, hour, state, code) do update set changes = tally.changes + excluded.changes
				)
				update change_tally_mark set snapshot = pg_current_snapshot(), cluster = event_cluster()""", mark)
			.update();
		jdbc.sql("delete from change_tally where hour < clock_timestamp() - :kept * interval '1 second'")
			.param("kept", KEPT.toSeconds())
			.update();
	}

	/**
	 * Up to where the table is complete: it has what had ended before a transaction,
	 * without those that ran.
	 */
	record Mark(String snapshot, boolean here, String from, String ran) {

		private String ended() {
			// The transactions are given, so that the planner knows how few they are
			return """
					ended as (
					  select change.provider, date_trunc('hour', change.finished_at, 'UTC') as hour, event.state,
					    case when event.state = 'failed' then coalesce(change.problem ->> 'code', '') else '' end code, count(*) changes
					  from change_event event join change on change.id = event.change
					  where (event.tx >= cast(:from as xid8)%s)
					    and event.state in ('succeeded', 'failed', 'cancelled') and change.finished_at is not null
					  group by 1, 2, 3, 4
					)"""
				.formatted((here && !ran.equals("{}")) ? " or event.tx = any (cast(:ran as xid8[]))" : "");
		}

	}

	/**
	 * The changes of a provider that ended in an hour.
	 *
	 * @param code of the problem that they failed with; empty if they did not
	 */
	record Count(String provider, Instant hour, String state, String code, long changes) {
	}

}
