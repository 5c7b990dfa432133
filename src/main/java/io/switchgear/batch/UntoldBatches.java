package io.switchgear.batch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The batches of which there may be something to tell. Each state that an item comes to
 * is an event, so what was committed from one snapshot of the database to the next says
 * which batches have moved. One whose items wait costs nothing, however many they are,
 * and a switch writes nothing for this. Used by one thread at a time.
 */
final class UntoldBatches {

	/** If more has happened, it is cheaper to count all batches than to look further. */
	private static final int MOST = 10_000;

	/**
	 * After so many, all are counted once: a failure of the database that nobody has
	 * noticed may have lost what was seen.
	 */
	private static final int LOOKS = 120;

	// What the snapshot before did not have, as an index finds it: whatever runs for long
	// costs nothing. Each change is looked up by itself, since the planner does not know
	// how few they are and might read the whole history instead.
	private static final String LOOK = """
			select cast(pg_snapshot_xmax(seen) as text) next_tx, cast(array(select pg_snapshot_xip(seen)) as text) running,
			  events, batches
			from (select pg_current_snapshot() seen) look cross join (
			  select count(*) events, coalesce(array_agg(distinct batch) filter (where batch is not null), '{}') batches
			  from (
			    (select change from change_event where tx >= cast(:next as xid8) and change is not null
			      order by tx, seq limit :most)
			    union all
			    select change from change_event where tx = any (cast(:running as xid8[])) and change is not null) since
			    left join lateral (select batch from change where id = since.change limit 1) item on true) counted""";

	private final JdbcClient jdbc;

	private final Set<UUID> moved = new HashSet<>();

	private Snapshot seen = Snapshot.LAST;

	private int looks;

	UntoldBatches(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Those that are not done and that have moved, or with which something was done,
	 * since they were told the last time.
	 */
	List<UUID> next() {
		// Before the look: what becomes of others after this is seen by the next one
		Map<UUID, Boolean> open = open();
		moved.retainAll(open.keySet());
		if (open.isEmpty()) {
			startAfresh();
			return List.of();
		}
		if (++looks % LOOKS == 0) {
			startAfresh();
		}
		Look look = look();
		boolean isKnown = seen.isBefore(look.now()) && look.events() < MOST;
		moved.addAll(isKnown ? look.batches() : open.keySet());
		seen = look.now();
		return open.entrySet()
			.stream()
			.filter((one) -> one.getValue() || moved.contains(one.getKey()))
			.map(Map.Entry::getKey)
			.toList();
	}

	/**
	 * Takes it that any may have moved: the database that answers after a failure may
	 * lack what was seen before it.
	 */
	void startAfresh() {
		seen = Snapshot.LAST;
	}

	/** Takes it that all was told which {@link #next} has seen of that one. */
	void told(UUID id) {
		moved.remove(id);
	}

	/** Those that are not done, and whether something was done with them. */
	private Map<UUID, Boolean> open() {
		Map<UUID, Boolean> open = new LinkedHashMap<>();
		jdbc.sql("select id, untold from batch where not told_end order by id").query((row) -> {
			open.put(row.getObject("id", UUID.class), row.getBoolean("untold"));
		});
		return open;
	}

	private Look look() {
		return jdbc.sql(LOOK)
			.param("next", String.valueOf(seen.next()))
			.param("running", seen.running())
			.param("most", MOST)
			.query(UntoldBatches::read)
			.single();
	}

	private static Look read(ResultSet row, int index) throws SQLException {
		return new Look(new Snapshot(row.getLong("next_tx"), row.getString("running")), row.getInt("events"),
				List.of((UUID[]) row.getArray("batches").getArray()));
	}

	/**
	 * Which transactions had ended at a moment: all with lower numbers, but for those
	 * that ran.
	 */
	private record Snapshot(long next, String running) {

		/** Nothing comes after it. */
		private static final Snapshot LAST = new Snapshot(Long.MAX_VALUE, "{}");

		/**
		 * Otherwise it is none of this database, or of what was restored since; numbers
		 * of transactions mean something else there.
		 */
		private boolean isBefore(Snapshot later) {
			return next <= later.next;
		}

	}

	/** What was committed since the snapshot before, up to that one. */
	private record Look(Snapshot now, int events, List<UUID> batches) {
	}

}
