package io.switchgear.event;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The table {@code event_generation}: which positions lead to all events behind them.
 * Data that were restored on another cluster of servers begin a generation, as soon as
 * anybody looks: numbers of transactions mean something else there.
 */
final class EventGenerations {

	private static final int NAME_BITS = 40;

	private static final int RADIX = 36;

	private final SecureRandom random = new SecureRandom();

	private final JdbcClient jdbc;

	EventGenerations(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Begins a generation if there is none on this cluster. */
	Moment now() {
		Optional<Moment> now = look();
		while (now.isEmpty()) {
			begin();
			now = look();
		}
		return now.get();
	}

	private Optional<Moment> look() {
		return jdbc.sql("""
				select cast(pg_current_snapshot() as text) now, name, begins_after, swept_seq,
				  cast(cast(swept_tx as text) as bigint) swept_tx
				from event_generation where cluster = event_cluster()""").query(EventGenerations::moment).optional();
	}

	/** Leaves it to whoever is first. */
	private void begin() {
		jdbc.sql(
				"""
						insert into event_generation (name, cluster, begins_after)
						select :name, event_cluster(), coalesce(pg_sequence_last_value(pg_get_serial_sequence('change_event', 'seq')), 0)
						on conflict (id) do update set name = excluded.name, cluster = excluded.cluster,
						  begins_after = excluded.begins_after, swept_seq = 0, swept_tx = '0'
						where event_generation.cluster <> excluded.cluster""")
			.param("name", new BigInteger(NAME_BITS, random).toString(RADIX))
			.update();
	}

	private static Moment moment(ResultSet row, int index) throws SQLException {
		return new Moment(Snapshot.of(row.getString("now")), new Generation(row.getString("name"),
				row.getLong("begins_after"), row.getLong("swept_seq"), row.getLong("swept_tx")));
	}

	/** What had been committed at a moment, and the generation that it is part of. */
	record Moment(Snapshot snapshot, Generation generation) {
	}

	/**
	 * What positions are called, and from where on all events are here.
	 *
	 * @param beginsAfter the last number of the generation before
	 * @param sweptSeq the highest number of the events that were deleted
	 * @param sweptTx the last transaction of which events were deleted
	 */
	record Generation(String name, long beginsAfter, long sweptSeq, long sweptTx) {

		/**
		 * Returns false if an event that comes behind a position may have been deleted.
		 */
		boolean hasAllAfter(Snapshot previous, Snapshot current, long seq) {
			return sweptTx < previous.xmin() || (sweptTx < current.xmin() && sweptSeq <= seq);
		}

	}

}
