package io.switchgear.change;

import java.time.Instant;
import java.util.List;

import io.switchgear.change.store.ChangeTable;
import io.switchgear.jdbc.Columns;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How many changes have not ended. */
public final class OpenChangeCounts {

	// Each half has an index, also where the history is long. A change that nobody waits
	// for may have been begun more than once.
	private static final String COUNTS = """
			select provider, 'pending' state, count(*) changes,
			  min(greatest(created_at, coalesce(not_before, created_at)))
			    filter (where coalesce(not_before, created_at) <= :now) since
			from change where waits and state = 'pending' group by provider
			union all
			select provider, 'applying', count(*), min(case when not_after is null then started_at
			    else coalesce((select begun_at
			      from integration_place(change.provider, change.external_id) join integration on ctid = place), started_at) end)
			from change where id in (%s) and state = 'applying' group by provider"""
		.formatted(ChangeTable.APPLYING);

	private final JdbcClient jdbc;

	OpenChangeCounts(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * By provider and state, those that are pending or being applied; none that are zero.
	 */
	public List<Count> read(Instant now) {
		return jdbc.sql(COUNTS)
			.param("now", Columns.time(now))
			.query((row, index) -> new Count(row.getString("provider"), ChangeState.of(row.getString("state")),
					row.getLong("changes"), Columns.nullableTime(row, "since")))
			.list();
	}

	/**
	 * The changes of a provider in a state.
	 *
	 * @param since since when the oldest is due, or is being applied; null if none is due
	 */
	public record Count(String provider, ChangeState state, long changes, @Nullable Instant since) {
	}

}
