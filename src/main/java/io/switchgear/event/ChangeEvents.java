package io.switchgear.event;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.switchgear.change.ChangeState;
import io.switchgear.change.store.ChangeRow;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.event.EventGenerations.Generation;
import io.switchgear.event.EventGenerations.Moment;
import io.switchgear.jdbc.Columns;
import io.switchgear.jdbc.Criteria;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads the states that changes go through, and what else happens, each once and those of
 * one integration in their order. Numbers from a sequence alone would not do: a
 * transaction may commit a lower one after a reader has seen a higher. Nor would numbers
 * of transactions: one that began earlier may come to an integration later. So a reader
 * goes from snapshot to snapshot and takes what was committed in between, whatever else
 * still runs, and within that goes by number.
 * <p>
 * That keeps the order of an integration since its row is locked before an event of it is
 * written, and let go by the commit: the next writer's numbers are higher, and no
 * snapshot has the next writer without the one before.
 */
public final class ChangeEvents {

	private static final String CHANGE = EventKind.CHANGE.wireName();

	private static final int STEP = 200;

	// Some hundred transactions that write at once; both of a position fit into a header.
	private static final int MAX_SNAPSHOT_LENGTH = 1500;

	private static final Pattern POSITION = Pattern.compile(
			"([0-9a-z]{1,16})_([0-9a-z.]{1,%1$d})_([0-9a-z.]{1,%1$d})_([0-9]{1,18})".formatted(MAX_SNAPSHOT_LENGTH));

	private final JdbcClient jdbc;

	private final EventGenerations generations;

	ChangeEvents(JdbcClient jdbc) {
		this.jdbc = jdbc;
		this.generations = new EventGenerations(jdbc);
	}

	/** A reader of what is committed from now on. */
	public Reader fromNow() {
		Moment now = generations.now();
		// If it is too long for an id, a little of what was committed before comes too.
		Snapshot start = isShort(now.snapshot()) ? now.snapshot() : now.snapshot().floor();
		return new Reader(now.generation(), start, start, 0);
	}

	/**
	 * A reader that goes on behind an event.
	 * @throws ProblemException with {@code request.invalid} if no event has that
	 * position, or {@code events.position-gone} if events behind it are not here
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
		long seq = Long.parseLong(matcher.group(4));
		return Snapshot.decoded(matcher.group(3))
			.flatMap((current) -> Snapshot.decoded(matcher.group(2))
				.map((previous) -> reader(matcher.group(1), previous, current, seq)));
	}

	private Reader reader(String name, Snapshot previous, Snapshot current, long seq) {
		Moment now = generations.now();
		Generation generation = now.generation();
		// What is ahead was lost: transactions have its numbers a second time.
		boolean here = generation.name().equals(name) && current.xmax() <= now.snapshot().xmax();
		if (!here || !generation.hasAllAfter(previous, current, seq)) {
			throw gone();
		}
		return new Reader(generation, previous, current, seq);
	}

	private static ProblemException gone() {
		return Problem
			.of(ProblemCode.EVENTS_POSITION_GONE,
					"Events behind that position were deleted, or the gateway's data were restored or moved")
			.asException();
	}

	private static boolean isShort(Snapshot snapshot) {
		return snapshot.encoded().length() <= MAX_SNAPSHOT_LENGTH;
	}

	/** Reads forward. Used by one thread. */
	public final class Reader {

		private Snapshot previous;

		private Snapshot current;

		private long seq;

		private final Generation generation;

		private Reader(Generation generation, Snapshot previous, Snapshot current, long seq) {
			this.generation = generation;
			this.previous = previous;
			this.current = current;
			this.seq = seq;
		}

		/**
		 * The next events; empty where nothing was committed since. Throws
		 * {@code events.position-gone} if the gateway's data were moved meanwhile.
		 */
		public List<Event> next(EventFilter filter) {
			List<Event> events = window(filter);
			if (events.isEmpty()) {
				advance();
				events = window(filter);
			}
			return events;
		}

		/** Waits for a moment at which fewer write, if they are too many for an id. */
		private void advance() {
			Moment now = generations.now();
			if (!now.generation().name().equals(generation.name())) {
				throw gone();
			}
			previous = current;
			current = isShort(now.snapshot()) ? now.snapshot() : current;
			seq = 0;
		}

		private List<Event> window(EventFilter filter) {
			if (previous.equals(current)) {
				return List.of();
			}
			Criteria criteria = new Criteria()
				.and("coalesce(event.provider, known.provider) in (:providers)", "providers", filter.providers())
				.and("event.kind = :kind", "kind", (filter.kind() != null) ? filter.kind().wireName() : null)
				.and("known.batch = :batch", "batch", filter.batch())
				.and("pg_visible_in_snapshot(tx, cast(:current as pg_snapshot))", "current", current.text())
				// What the previous one did not have, as an index finds it:
				// whatever runs for long costs nothing
				.and("(tx >= cast(:from as xid8) or tx = any (cast(:ran as xid8[])))", "from",
						String.valueOf(previous.xmax()))
				.param("ran", "{" + previous.listed() + "}")
				.and("tx < cast(:to as xid8)", "to", String.valueOf(current.xmax()))
				.and("seq > :seq", "seq", Math.max(seq, generation.beginsAfter()))
				.and("(known.id is not null or event.kind <> :change)", "change", CHANGE);
			IntegrationRef of = filter.integration();
			if (of != null) {
				criteria.and("coalesce(event.provider, known.provider) = :ofProvider", "ofProvider", of.provider())
					.and("coalesce(event.external_id, known.external_id) = :externalId", "externalId", of.externalId());
			}
			String window = generation.name() + "_" + previous.encoded() + "_" + current.encoded() + "_";
			// What a later state overwrote is taken from the payload
			return jdbc
				.sql("""
						select event.seq event_seq, event.kind, event.version, event.state event_state, event.payload,
						  payload is not null kept, change_then.*
						from change_event event left join change known on known.id = event.change
						  cross join lateral jsonb_populate_record(known, case when event.change is not null then payload end) change_then
						%s order by event.seq limit %d"""
					.formatted(criteria.where(), STEP))
				.params(criteria.params())
				.query((row, index) -> {
					seq = row.getLong("event_seq");
					return event(window + seq, row);
				})
				.list();
		}

	}

	private static Event event(String position, ResultSet row) throws SQLException {
		String kind = row.getString("kind");
		return kind.equals(CHANGE)
				? new ChangeEvent(position,
						ChangeRow.asOf(row, ChangeState.of(row.getString("event_state")), row.getBoolean("kept")),
						row.getObject("version", Long.class))
				: new OtherEvent(position, kind,
						Objects.requireNonNullElse(Columns.nullableObject(row, "payload"), Map.of()));
	}

}
