package io.switchgear.event;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import io.switchgear.change.ChangeState;
import io.switchgear.change.store.ChangeRow;
import io.switchgear.event.EventGenerations.Generation;
import io.switchgear.event.EventGenerations.Moment;
import io.switchgear.jdbc.Columns;
import io.switchgear.problem.ProblemException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code change_event}: what was committed between two snapshots. */
final class EventTable {

	private static final String CHANGE = EventKind.CHANGE.wireName();

	private final JdbcClient jdbc;

	private final EventGenerations generations;

	EventTable(JdbcClient jdbc) {
		this.jdbc = jdbc;
		this.generations = new EventGenerations(jdbc);
	}

	Moment now() {
		return generations.now();
	}

	/**
	 * The keys of those in the window with a higher number than that, in their order, at
	 * most so many. An index has them, so many of them cost little.
	 */
	List<EventKey> keys(Window window, long after, int most) {
		if (window.isEmpty()) {
			return List.of();
		}
		Snapshot previous = window.previous();
		// What the previous one did not have, as an index finds it: whatever runs for
		// long costs nothing
		return jdbc.sql("""
				select tx::text, seq from (
				  select tx, seq from change_event where tx >= cast(:from as xid8) and tx < cast(:to as xid8)
				  union all
				  select tx, seq from change_event where tx = any (cast(:ran as xid8[]))) since
				where pg_visible_in_snapshot(tx, cast(:current as pg_snapshot)) and seq > :seq
				order by seq limit :most""")
			.param("from", String.valueOf(previous.xmax()))
			.param("to", String.valueOf(window.current().xmax()))
			.param("ran", "{" + previous.listed() + "}")
			.param("current", window.current().text())
			.param("seq", Math.max(after, window.beginsAfter()))
			.param("most", most)
			.query((row, index) -> new EventKey(Long.parseLong(row.getString("tx")), row.getLong("seq")))
			.list();
	}

	/**
	 * The events in the window with these keys, in their order. Those of changes that are
	 * no longer in the history are left out.
	 * @throws ProblemException with {@code events.position-gone} if one was deleted
	 */
	List<Numbered> read(Window window, List<EventKey> keys) {
		if (keys.isEmpty()) {
			return List.of();
		}
		// What a later state overwrote is taken from the payload
		return jdbc
			.sql("""
					select event.seq is null gone, event.seq event_seq, event.kind, event.version, event.state event_state, event.payload,
					  event.provider event_provider, event.external_id event_external_id, event.batch event_batch,
					  payload is not null kept, change_then.*
					from unnest(cast(:tx as xid8[]), :seq) wanted (tx, seq) left join change_event event using (tx, seq)
					  left join change known on known.id = event.change
					  cross join lateral jsonb_populate_record(known, case when event.change is not null then payload end) change_then
					where known.id is not null or event.kind <> :change or event.seq is null
					order by event.seq""")
			.param("tx", keys.stream().map((key) -> String.valueOf(key.tx())).toArray(String[]::new))
			.param("seq", keys.stream().map(EventKey::seq).toArray(Long[]::new))
			.param("change", CHANGE)
			.query((row, index) -> {
				if (row.getBoolean("gone")) {
					throw ChangeEvents.gone();
				}
				long seq = row.getLong("event_seq");
				return new Numbered(seq, event(window.position() + seq, row));
			})
			.list();
	}

	private static Event event(String position, ResultSet row) throws SQLException {
		String kind = row.getString("kind");
		return kind.equals(CHANGE)
				? new ChangeEvent(position,
						ChangeRow.asOf(row, ChangeState.of(row.getString("event_state")), row.getBoolean("kept")),
						row.getObject("version", Long.class))
				: new OtherEvent(position,
						new EventSubject(kind, row.getString("event_provider"), row.getString("event_external_id"),
								row.getObject("event_batch", UUID.class)),
						Objects.requireNonNullElse(Columns.nullableObject(row, "payload"), Map.of()));
	}

	/** What identifies an event: its transaction, and its number in the table. */
	record EventKey(long tx, long seq) {
	}

	/** An event, and its number in the table. */
	record Numbered(long seq, Event event) {
	}

	/** What was committed from one snapshot to the next. */
	record Window(String generation, long beginsAfter, Snapshot previous, Snapshot current) {

		static Window of(Generation generation, Snapshot previous, Snapshot current) {
			return new Window(generation.name(), generation.beginsAfter(), previous, current);
		}

		boolean isEmpty() {
			return previous.equals(current);
		}

		/** What the positions of its events begin with. */
		String position() {
			return generation + "_" + previous.encoded() + "_" + current.encoded() + "_";
		}

	}

}
