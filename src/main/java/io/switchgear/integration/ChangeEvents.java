package io.switchgear.integration;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads the states that changes go through, in the order they went through them, missing
 * none. Numbers from a sequence alone would not do: a transaction may commit a lower one
 * after a reader has seen a higher. So a reader takes windows of transactions, up to the
 * oldest one that still runs, and within a window goes by number; of one integration, a
 * later state never lies in an earlier window, since its row is locked in between.
 */
public final class ChangeEvents {

	private static final int STEP = 200;

	private static final String HORIZON = "select cast(cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as bigint)";

	private final JdbcClient jdbc;

	ChangeEvents(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** A reader of what happens from now on. */
	public Reader fromNow() {
		long horizon = horizon();
		return new Reader(horizon, horizon, 0);
	}

	/**
	 * A reader that goes on behind an event.
	 * @throws ProblemException with {@code request.invalid} if no event has that position
	 */
	public Reader after(String position) {
		Matcher matcher = Reader.POSITION.matcher(position);
		if (!matcher.matches()) {
			throw Problem.invalid("Last-Event-ID", "must be the id of an event").asException();
		}
		return new Reader(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)),
				Long.parseLong(matcher.group(3)));
	}

	private long horizon() {
		return jdbc.sql(HORIZON).query(Long.class).single();
	}

	/** Reads forward. Used by one thread. */
	public final class Reader {

		private static final Pattern POSITION = Pattern.compile("(\\d{1,18})\\.(\\d{1,18})\\.(\\d{1,18})");

		private long from;

		private long to;

		private long seq;

		private Reader(long from, long to, long seq) {
			this.from = from;
			this.to = to;
			this.seq = seq;
		}

		/**
		 * The next events; empty where nothing has happened since.
		 * @param providers the only ones wanted, null: all
		 */
		public List<ChangeEvent> next(@Nullable Set<String> providers) {
			List<ChangeEvent> events = window(providers);
			if (events.isEmpty()) {
				from = to;
				to = horizon();
				seq = 0;
				events = window(providers);
			}
			return events;
		}

		private List<ChangeEvent> window(@Nullable Set<String> providers) {
			if (from >= to) {
				return List.of();
			}
			Criteria criteria = new Criteria().and("provider in (:providers)", "providers", providers)
				.and("tx >= cast(cast(:from as text) as xid8)", "from", from)
				.and("tx < cast(cast(:to as text) as xid8)", "to", to)
				.and("seq > :seq", "seq", seq);
			return jdbc.sql(
					"select event.seq as event_seq, (jsonb_populate_record(null::change, payload)).* from change_event event"
							+ criteria.where() + " order by seq limit " + STEP)
				.params(criteria.params())
				.query((row, index) -> {
					seq = row.getLong("event_seq");
					return new ChangeEvent(from + "." + to + "." + seq, ChangeStore.change(row, index));
				})
				.list();
		}

	}

}
