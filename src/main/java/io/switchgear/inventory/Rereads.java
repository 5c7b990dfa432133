package io.switchgear.inventory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.switchgear.jdbc.Columns;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The table {@code reread}: a walk through the integrations of a provider, in the order
 * of their ids and spread evenly over an interval. All replicas take part in it, and each
 * integration is taken by one of them.
 */
final class Rereads {

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final Clock clock;

	Rereads(JdbcClient jdbc, TransactionTemplate transaction, Clock clock) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.clock = clock;
	}

	/** How many integrations are due now. */
	int due(String provider, Duration every) {
		return find(provider, "").map((walk) -> walk.due(clock.instant(), every)).orElse(1);
	}

	/** Takes the next ones, at most so many. The caller has to read them. */
	List<String> take(String provider, Duration every, int most) {
		return transaction.execute((status) -> {
			Instant now = clock.instant();
			begin(provider, every, now);
			return find(provider, " for update skip locked")
				.map((walk) -> take(provider, walk, Math.min(most, walk.due(now, every))))
				.orElse(List.of());
		});
	}

	/**
	 * Begins the next walk if there is none under way and the last began long enough ago.
	 */
	private void begin(String provider, Duration every, Instant now) {
		boolean begins = find(provider, "").map((walk) -> walk.cursor() == null && walk.isOver(now, every))
			.orElse(true);
		if (begins) {
			jdbc.sql("""
					insert into reread (provider, cursor, started_at, total, done)
					select :provider, '', :now, count(*), 0 from integration_key where provider = :provider
					on conflict (provider) do update
					set cursor = '', started_at = excluded.started_at, total = excluded.total, done = 0
					where reread.cursor is null and reread.started_at <= :before""")
				.param("provider", provider)
				.param("now", Columns.time(now))
				.param("before", Columns.time(now.minus(every)))
				.update();
		}
	}

	private List<String> take(String provider, Walk walk, int most) {
		if (walk.cursor() == null || most <= 0) {
			return List.of();
		}
		List<String> taken = jdbc.sql("""
				select external_id from integration_key where provider = :provider and external_id > :cursor
				order by external_id limit :most""")
			.param("provider", provider)
			.param("cursor", walk.cursor())
			.param("most", most)
			.query(String.class)
			.list();
		jdbc.sql("update reread set cursor = :cursor, done = done + :taken where provider = :provider")
			.param("provider", provider)
			.param("cursor", (taken.size() < most) ? null : taken.getLast())
			.param("taken", taken.size())
			.update();
		return taken;
	}

	private Optional<Walk> find(String provider, String lock) {
		return jdbc.sql("select * from reread where provider = :provider" + lock)
			.param("provider", provider)
			.query((row, index) -> new Walk(row.getString("cursor"), Columns.time(row, "started_at"),
					row.getInt("total"), row.getInt("done")))
			.optional();
	}

	/**
	 * How far a walk has come.
	 *
	 * @param cursor the last one that was taken; null if the walk has come to its end
	 * @param total how many there were when it began
	 */
	record Walk(@Nullable String cursor, Instant startedAt, int total, int done) {

		boolean isOver(Instant now, Duration every) {
			return !now.isBefore(startedAt.plus(every));
		}

		/** At least one is due if a walk is to begin or to come to its end. */
		int due(Instant now, Duration every) {
			if (isOver(now, every)) {
				return Math.max(1, total - done);
			}
			if (cursor == null) {
				return 0;
			}
			long passed = Math.max(0, Duration.between(startedAt, now).toMillis());
			return (int) (total * passed / every.toMillis()) + 1 - done;
		}

	}

}
