package io.switchgear.provider.health;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import io.switchgear.jdbc.Columns;
import io.switchgear.outbound.Availability;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code provider_health}: what each replica saw of each provider. */
final class HealthStore {

	private final JdbcClient jdbc;

	// Means nothing beyond this process
	private final UUID replica = UUID.randomUUID();

	HealthStore(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Writes down what this replica sees, and returns what the others saw. */
	List<Seen> exchange(Map<String, Availability> own) {
		List<Map.Entry<String, Availability>> rows = List.copyOf(own.entrySet());
		return jdbc.sql("""
				with written as (
				  insert into provider_health (provider, replica, circuit_breaker, last_success, last_failure,
				    last_failure_kind, seen_at)
				  select provider, :replica, breaker, cast(success as timestamptz), cast(failure as timestamptz), kind,
				    clock_timestamp()
				  from unnest(:providers, :breakers, :successes, :failures, :kinds)
				    as own (provider, breaker, success, failure, kind)
				  on conflict (provider, replica) do update set circuit_breaker = excluded.circuit_breaker,
				    last_success = excluded.last_success, last_failure = excluded.last_failure,
				    last_failure_kind = excluded.last_failure_kind, seen_at = excluded.seen_at
				),
				gone as (
				  delete from provider_health where seen_at < clock_timestamp() - interval '7 days'
				)
				select *, seen_at > clock_timestamp() - interval '15 seconds' alive from provider_health
				where replica <> :replica""")
			.param("replica", replica)
			.param("providers", rows.stream().map(Map.Entry::getKey).toArray(String[]::new))
			.param("breakers", texts(rows, Availability::circuitBreaker))
			.param("successes", texts(rows, Availability::lastSuccess))
			.param("failures", texts(rows, Availability::lastFailure))
			.param("kinds", texts(rows, Availability::lastFailureKind))
			.query(HealthStore::seen)
			.list();
	}

	private static String[] texts(List<Map.Entry<String, Availability>> rows,
			Function<Availability, @Nullable Object> member) {
		return rows.stream()
			.map((row) -> member.apply(row.getValue()))
			.map((value) -> (value != null) ? value.toString() : null)
			.toArray(String[]::new);
	}

	private static Seen seen(ResultSet row, int index) throws SQLException {
		Instant succeeded = Columns.nullableTime(row, "last_success");
		Instant failed = Columns.nullableTime(row, "last_failure");
		return new Seen(row.getString("provider"), row.getBoolean("alive"), new Availability(
				row.getString("circuit_breaker"), succeeded, failed, row.getString("last_failure_kind")));
	}

	/**
	 * What another replica saw of a provider.
	 *
	 * @param alive whether that was a moment ago
	 */
	record Seen(String provider, boolean alive, Availability availability) {
	}

}
