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
import io.switchgear.jdbc.Criteria;
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
	 * Those in the window with a higher number than that, in their order, at most so
	 * many.
	 */
	List<Numbered> read(Window window, long after, int most) {
		if (window.isEmpty()) {
			return List.of();
		}
		Snapshot previous = window.previous();
		Criteria criteria = new Criteria()
			.and("pg_visible_in_snapshot(tx, cast(:current as pg_snapshot))", "current", window.current().text())
			// What the previous one did not have, as an index finds it:
			// whatever runs for long costs nothing
			.and("(tx >= cast(:from as xid8) or tx = any (cast(:ran as xid8[])))", "from",
					String.valueOf(previous.xmax()))
			.param("ran", "{" + previous.listed() + "}")
			.and("tx < cast(:to as xid8)", "to", String.valueOf(window.current().xmax()))
			.and("seq > :seq", "seq", Math.max(after, window.beginsAfter()))
			.and("(known.id is not null or event.kind <> :change)", "change", CHANGE);
		// What a later state overwrote is taken from the payload
		return jdbc
			.sql("""
					select event.seq event_seq, event.kind, event.version, event.state event_state, event.payload,
					  event.provider event_provider, event.external_id event_external_id, event.batch event_batch,
					  payload is not null kept, change_then.*
					from change_event event left join change known on known.id = event.change
					  cross join lateral jsonb_populate_record(known, case when event.change is not null then payload end) change_then
					%s order by event.seq limit %d"""
				.formatted(criteria.where(), most))
			.params(criteria.params())
			.query((row, index) -> {
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
