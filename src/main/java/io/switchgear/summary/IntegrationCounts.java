package io.switchgear.summary;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.switchgear.jdbc.Columns;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How many integrations there are, by what is known of them. No index has what a switch
 * changes, so all rows are read. Where that takes long, it is done less often: not more
 * than a twentieth of the time.
 */
final class IntegrationCounts {

	private static final int PAUSE = 20;

	private static final Duration MAX_PAUSE = Duration.ofMinutes(1);

	private final JdbcClient jdbc;

	private final Clock clock;

	private volatile Counted last = new Counted(List.of(), Instant.MIN);

	IntegrationCounts(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	List<Count> read() {
		Counted known = last;
		Instant begun = clock.instant();
		if (begun.isBefore(known.until())) {
			return known.counts();
		}
		List<Count> counts = count();
		Instant ended = clock.instant();
		Duration pause = Duration.between(begun, ended).multipliedBy(PAUSE);
		last = new Counted(counts, begun.plus((pause.compareTo(MAX_PAUSE) < 0) ? pause : MAX_PAUSE));
		return counts;
	}

	private List<Count> count() {
		return jdbc.sql("""
				select provider, enabled, case when lease is not null or waiting > 0 then 'pending' else sync end sync,
				  count(*) integrations,
				  count(*) filter (where is_missing(missing_since, observed_at)) missing
				from integration group by 1, 2, 3""")
			.query((row, index) -> new Count(row.getString("provider"), Columns.nullableBoolean(row, "enabled"),
					row.getString("sync"), row.getLong("integrations"), row.getLong("missing")))
			.list();
	}

	/** Counts that are shown until then. */
	private record Counted(List<Count> counts, Instant until) {
	}

	/**
	 * The integrations of a provider that have the same state.
	 *
	 * @param missing those of them that the provider no longer has
	 */
	record Count(String provider, @Nullable Boolean enabled, String sync, long integrations, long missing) {
	}

}
