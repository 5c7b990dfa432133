package io.switchgear.integration;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads the states that changes go through, each once and those of one integration in
 * their order. Numbers from a sequence alone would not do: a transaction may commit a
 * lower one after a reader has seen a higher. Nor would numbers of transactions: one that
 * began earlier may come to an integration later. So a reader goes from snapshot to
 * snapshot and takes what was committed in between, whatever else still runs, and within
 * that goes by number.
 * <p>
 * That keeps the order of an integration since its row is locked before an event of it is
 * written, and let go by the commit: the next writer's numbers are higher, and no
 * snapshot has the next writer without the one before.
 */
public final class ChangeEvents {

	private static final int STEP = 200;

	// Some hundred transactions that write at once; both of a position fit into a header.
	private static final int LONGEST_SNAPSHOT = 1500;

	private static final Pattern POSITION = Pattern
		.compile("([0-9a-z.]{1,%1$d})_([0-9a-z.]{1,%1$d})_([0-9]{1,18})".formatted(LONGEST_SNAPSHOT));

	private final JdbcClient jdbc;

	ChangeEvents(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** A reader of what is committed from now on. */
	public Reader fromNow() {
		Snapshot now = now();
		// If it is too long for an id, a little of what was committed before comes too.
		Snapshot start = isShort(now) ? now : now.floor();
		return new Reader(start, start, 0);
	}

	/**
	 * A reader that goes on behind an event.
	 * @throws ProblemException with {@code request.invalid} if no event has that position
	 */
	public Reader after(String position) {
		return reader(position)
			.orElseThrow(() -> Problem.invalid("Last-Event-ID", "must be the id of an event").asException());
	}

	private Optional<Reader> reader(String position) {
		Matcher matcher = POSITION.matcher(position);
		if (!matcher.matches()) {
			return Optional.empty();
		}
		long seq = Long.parseLong(matcher.group(3));
		// One from another database would have a reader wait for what never comes.
		return Snapshot.decoded(matcher.group(2))
			.filter((current) -> current.xmax() <= now().xmax())
			.flatMap((current) -> Snapshot.decoded(matcher.group(1))
				.map((previous) -> new Reader(previous, current, seq)));
	}

	private Snapshot now() {
		return Snapshot.of(jdbc.sql("select cast(pg_current_snapshot() as text)").query(String.class).single());
	}

	private static boolean isShort(Snapshot snapshot) {
		return snapshot.encoded().length() <= LONGEST_SNAPSHOT;
	}

	/** Reads forward. Used by one thread. */
	public final class Reader {

		private Snapshot previous;

		private Snapshot current;

		private long seq;

		private Reader(Snapshot previous, Snapshot current, long seq) {
			this.previous = previous;
			this.current = current;
			this.seq = seq;
		}

		/**
		 * The next events; empty where nothing was committed since.
		 * @param providers the only ones wanted, null: all
		 */
		public List<ChangeEvent> next(@Nullable Set<String> providers) {
			List<ChangeEvent> events = window(providers);
			if (events.isEmpty()) {
				advance();
				events = window(providers);
			}
			return events;
		}

		/** Waits for a moment at which fewer write, if they are too many for an id. */
		private void advance() {
			Snapshot now = now();
			previous = current;
			current = isShort(now) ? now : current;
			seq = 0;
		}

		private List<ChangeEvent> window(@Nullable Set<String> providers) {
			if (previous.equals(current)) {
				return List.of();
			}
			Criteria criteria = new Criteria().and("provider in (:providers)", "providers", providers)
				.and("pg_visible_in_snapshot(tx, cast(:current as pg_snapshot))", "current", current.text())
				// What the previous one did not have, as an index finds it:
				// whatever runs for long costs nothing
				.and("(tx >= cast(:from as xid8) or tx = any (cast(:ran as xid8[])))", "from",
						String.valueOf(previous.xmax()))
				.param("ran", "{" + previous.listed() + "}")
				.and("tx < cast(:to as xid8)", "to", String.valueOf(current.xmax()))
				.and("seq > :seq", "seq", seq);
			String window = previous.encoded() + "_" + current.encoded() + "_";
			return jdbc.sql(
					"select event.seq as event_seq, (jsonb_populate_record(null::change, payload)).* from change_event event"
							+ criteria.where() + " order by seq limit " + STEP)
				.params(criteria.params())
				.query((row, index) -> {
					seq = row.getLong("event_seq");
					return new ChangeEvent(window + seq, ChangeStore.change(row, index));
				})
				.list();
		}

	}

}
