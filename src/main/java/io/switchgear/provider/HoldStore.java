package io.switchgear.provider;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.github.f4b6a3.uuid.UuidCreator;
import io.switchgear.jdbc.Columns;
import io.switchgear.outbound.Holds.Hold;
import io.switchgear.security.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code provider_hold}: those in force, and those that were. */
final class HoldStore {

	// In the form of the API
	private static final String TELL = """
			insert into change_event (kind, provider, state, payload, at)
			select 'hold', provider, '%1$s', jsonb_strip_nulls(jsonb_build_object('provider', provider, 'state', '%1$s',
			  'reason', reason, 'placedBy', placed_by, 'placedVia', placed_via, 'placedAt', %3$s,
			  'until', %4$s, 'liftedBy', lifted_by, 'liftedVia', lifted_via, 'liftedAt', %5$s)), :now
			from %2$s""".formatted("%1$s", "%2$s", Columns.isoTime("placed_at"), Columns.isoTime("ends_at"),
			Columns.isoTime("lifted_at"));

	// Ends those whose time is up, by the clock that all replicas share. Writes only then
	private static final String IN_FORCE = """
			with ended as (
			  update provider_hold set lifted_by = 'expired', lifted_at = ends_at
			  where lifted_at is null and ends_at <= clock_timestamp() returning *
			),
			told as (%s)
			select * from provider_hold where lifted_at is null and (ends_at is null or ends_at > clock_timestamp())"""
		.formatted(TELL.formatted("lifted", "ended").replace(":now", "lifted_at"));

	private final JdbcClient jdbc;

	private final Clock clock;

	HoldStore(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	Map<String, Hold> inForce() {
		return jdbc.sql(IN_FORCE)
			.query(HoldStore::entry)
			.list()
			.stream()
			.collect(Collectors.toMap(HoldEntry::provider, (entry) -> new Hold(entry.reason(), entry.placedBy(),
					entry.placedVia(), entry.placedAt(), entry.until())));
	}

	/**
	 * Takes the place of one that is in force, also where two are placed at once. Has to
	 * run in a transaction.
	 */
	void place(String provider, String reason, @Nullable Instant until, Actor actor) {
		jdbc.sql("select pg_advisory_xact_lock(hashtextextended('hold ' || :provider, 0))")
			.param("provider", provider)
			.query((row, index) -> index)
			.list();
		lift(provider, actor);
		jdbc.sql("""
				with placed as (
				  insert into provider_hold (id, provider, reason, placed_by, placed_via, placed_at, ends_at)
				  values (:id, :provider, :reason, :actor, :via, :now, :until) returning *
				)
				%s""".formatted(TELL.formatted("placed", "placed")))
			.param("id", UuidCreator.getTimeOrderedEpoch())
			.param("provider", provider)
			.param("reason", reason)
			.param("actor", actor.name())
			.param("via", actor.via())
			.param("now", now())
			.param("until", Columns.time(until))
			.update();
	}

	void lift(String provider, Actor actor) {
		jdbc.sql("""
				with lifted as (
				  update provider_hold set lifted_by = :actor, lifted_via = :via, lifted_at = :now
				  where provider = :provider and lifted_at is null returning *
				)
				%s""".formatted(TELL.formatted("lifted", "lifted")))
			.param("provider", provider)
			.param("actor", actor.name())
			.param("via", actor.via())
			.param("now", now())
			.update();
	}

	/** Holds of one provider do not overlap. */
	Duration timeOnHold(String provider, Instant since) {
		OffsetDateTime from = since.atOffset(ZoneOffset.UTC);
		return jdbc.sql("""
				select greatest(0, sum(extract(epoch from
				  least(coalesce(lifted_at, ends_at, :now), :now) - greatest(placed_at, :since))))
				from provider_hold
				where provider = :provider and placed_at < :now and coalesce(lifted_at, ends_at, :now) > :since""")
			.param("provider", provider)
			.param("since", from)
			.param("now", now())
			.query(BigDecimal.class)
			.optional()
			.map((seconds) -> Duration.ofMillis(seconds.movePointRight(3).longValue()))
			.orElse(Duration.ZERO);
	}

	/** Newest first. */
	List<HoldEntry> history(String provider, int most) {
		return jdbc.sql("select * from provider_hold where provider = :provider order by id desc limit :most")
			.param("provider", provider)
			.param("most", most)
			.query(HoldStore::entry)
			.list();
	}

	private OffsetDateTime now() {
		return clock.instant().atOffset(ZoneOffset.UTC);
	}

	private static HoldEntry entry(ResultSet row, int index) throws SQLException {
		OffsetDateTime lifted = row.getObject("lifted_at", OffsetDateTime.class);
		return new HoldEntry(row.getString("provider"), row.getString("reason"), row.getString("placed_by"),
				row.getString("placed_via"), row.getObject("placed_at", OffsetDateTime.class).toInstant(),
				Columns.nullableTime(row, "ends_at"), row.getString("lifted_by"), row.getString("lifted_via"),
				(lifted != null) ? lifted.toInstant() : null);
	}

}
