package io.switchgear.inventory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.switchgear.jdbc.Columns;
import io.switchgear.problem.ProblemBody;
import io.switchgear.provider.Inventory;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The tables {@code inventory} and {@code inventory_listed}. Whoever reads a list has a
 * lease, by the clock of the database, and writes nothing once it is lost.
 */
final class ImportTable {

	private static final String HELD = " where provider = :provider and lease = :lease and state = 'running'";

	private static final String RENEWED = "leased_until = clock_timestamp() + :leaseMillis * interval '1 millisecond'";

	private static final String RELEASED = "lease = null, leased_until = null";

	/**
	 * Looks at the next 1,000 known integrations of a provider, in the order of their
	 * ids, and marks those of them that are missing. A row that others hold is passed
	 * over: the next import marks it if it is still missing then. The number is part of
	 * the text, so that the planner knows how few rows these are.
	 */
	private static final String MARK_MISSING = """
			with step as (
			  select external_id from integration_key where provider = :provider and external_id > :after
			  order by external_id limit 1000
			),
			unlisted as (
			  select external_id from step
			  except
			  select external_id from inventory_listed
			  where provider = :provider and external_id > :after and external_id <= (select max(external_id) from step)
			),
			gone as (
			  select place from unlisted cross join lateral integration_place(:provider, unlisted.external_id)
			    cross join lateral (
			    select from integration where ctid = place and lease is null and created_at < :startedAt
			      and (missing_since is null or observed_at >= missing_since)
			      and (observed_at is null or observed_at < :startedAt)
			    for update skip locked) known
			),
			marked as (
			  update integration set missing_since = :now, version = version + 1,
			    updated_at = greatest(:now, updated_at + interval '1 millisecond')
			  from gone where integration.ctid = gone.place
			)
			select max(external_id) reached from step""";

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	ImportTable(JdbcClient jdbc, TransactionTemplate transaction) {
		this.jdbc = jdbc;
		this.transaction = transaction;
	}

	Map<String, Inventory> all() {
		Map<String, Inventory> all = new LinkedHashMap<>();
		jdbc.sql(
				"""
						select coalesce(inventory.provider, gone.provider) provider, coalesce(state, 'none') state, listed_at, total,
						  failed_at, problem, coalesce(missing, 0) missing
						from inventory full join (select provider, count(*) missing from integration
						  where is_missing(missing_since, observed_at)
						  group by provider) gone on gone.provider = inventory.provider""")
			.query((row) -> {
				all.put(row.getString("provider"), inventory(row));
			});
		return all;
	}

	private static Inventory inventory(ResultSet row) throws SQLException {
		Inventory.State state = Inventory.State.of(row.getString("state"));
		return new Inventory(state, Columns.nullableTime(row, "listed_at"), row.getObject("total", Integer.class),
				row.getLong("missing"), (state == Inventory.State.FAILED) ? failure(row) : null);
	}

	private static Inventory.@Nullable Failure failure(ResultSet row) throws SQLException {
		ProblemBody problem = Columns.nullable(row, "problem", ProblemBody.class);
		return (problem != null)
				? new Inventory.Failure(Columns.time(row, "failed_at"), problem.code(), problem.detail()) : null;
	}

	/**
	 * Lets the list be read from its beginning, unless somebody reads it already.
	 * @param startedBefore nothing begins if the last time was later
	 */
	void begin(String provider, Instant now, Instant startedBefore) {
		transaction.executeWithoutResult((status) -> {
			int begun = jdbc
				.sql("""
						insert into inventory (provider, state, started_at) values (:provider, 'running', :now)
						on conflict (provider) do update
						set state = 'running', cursor = null, pages = 0, lease = null, leased_until = null, started_at = :now
						where inventory.state <> 'running' and inventory.started_at <= :startedBefore""")
				.param("provider", provider)
				.param("now", Columns.time(now))
				.param("startedBefore", Columns.time(startedBefore))
				.update();
			if (begun == 1) {
				forgetListed(provider);
			}
		});
	}

	/** Takes on the reading of a list that nobody is at; empty if there is none. */
	Optional<Reading> take(String provider, Duration leaseTime) {
		return jdbc
			.sql("update inventory set lease = gen_random_uuid(), " + RENEWED
					+ " where provider = :provider and state = 'running'"
					+ " and (lease is null or leased_until < clock_timestamp()) returning *")
			.param("provider", provider)
			.param("leaseMillis", leaseTime.toMillis())
			.query((row, index) -> new Reading(provider, row.getObject("lease", UUID.class), leaseTime,
					row.getString("cursor"), row.getInt("pages"), Columns.time(row, "started_at")))
			.optional();
	}

	/** Notes what the list has shown. Returns false if the lease was lost. */
	boolean listed(Reading reading, Collection<String> externalIds) {
		return held(reading, "with held as (update inventory set " + RENEWED + HELD + " returning provider),"
				+ " listed as (insert into inventory_listed (provider, external_id)"
				+ " select provider, external_id from held, unnest(:externalIds) external_id on conflict do nothing)"
				+ " select count(*) from held")
			.param("leaseMillis", reading.leaseTime().toMillis())
			.param("externalIds", externalIds.toArray(String[]::new))
			.query(Integer.class)
			.single() == 1;
	}

	/** Goes on with the next page. Returns false if the lease was lost. */
	boolean turnPage(Reading reading, String cursor) {
		return held(reading, "update inventory set cursor = :cursor, pages = pages + 1, " + RENEWED + HELD)
			.param("cursor", cursor)
			.param("leaseMillis", reading.leaseTime().toMillis())
			.update() == 1;
	}

	/**
	 * The list was read to its end: what it did not show is missing, unless the provider
	 * was heard of it meanwhile. That is marked step by step, each in a transaction of
	 * its own, so that whoever writes to one of them waits for one step at most. The list
	 * is complete only after the last step: if this replica dies before, the next one
	 * that takes the reading reads the last page again and marks the rest. Does nothing
	 * more once the lease is lost.
	 */
	void complete(Reading reading, Instant now) {
		Optional<String> reached = Optional.of("");
		while (reached.isPresent()) {
			reached = markMissing(reading, reached.get(), now);
		}
		end(reading, now);
	}

	/**
	 * Marks what is missing of the next ones after that id. Returns the last id that was
	 * looked at; empty if there are no more, or if the lease was lost.
	 */
	private Optional<String> markMissing(Reading reading, String after, Instant now) {
		return transaction.execute((status) -> {
			// Nobody takes the reading on before the step is committed
			int renewed = held(reading, "update inventory set " + RENEWED + HELD)
				.param("leaseMillis", reading.leaseTime().toMillis())
				.update();
			return (renewed == 1) ? mark(reading, after, now) : Optional.empty();
		});
	}

	private Optional<String> mark(Reading reading, String after, Instant now) {
		return jdbc.sql(MARK_MISSING)
			.param("provider", reading.provider())
			.param("after", after)
			.param("startedAt", Columns.time(reading.startedAt()))
			.param("now", Columns.time(now))
			.query((row, index) -> Optional.ofNullable(row.getString("reached")))
			.single();
	}

	private void end(Reading reading, Instant now) {
		transaction.executeWithoutResult((status) -> {
			int completed = held(reading, "update inventory set state = 'listed', listed_at = :now, cursor = null,"
					+ " total = (select count(*) from inventory_listed where inventory_listed.provider = :provider), "
					+ RELEASED + HELD)
				.param("now", Columns.time(now))
				.update();
			if (completed == 1) {
				forgetListed(reading.provider());
			}
		});
	}

	/** Ends the reading without a result. Does nothing if the lease was lost. */
	void fail(Reading reading, ProblemBody problem, Instant now) {
		transaction.executeWithoutResult((status) -> {
			int failed = held(reading,
					"update inventory set state = 'failed', failed_at = :now,"
							+ " problem = cast(:problem as jsonb), cursor = null, " + RELEASED + HELD)
				.param("now", Columns.time(now))
				.param("problem", Columns.json(problem))
				.update();
			if (failed == 1) {
				forgetListed(reading.provider());
			}
		});
	}

	/** Leaves it to whoever comes next. */
	void release(Reading reading) {
		held(reading, "update inventory set " + RELEASED + HELD).update();
	}

	private void forgetListed(String provider) {
		jdbc.sql("delete from inventory_listed where provider = :provider").param("provider", provider).update();
	}

	private JdbcClient.StatementSpec held(Reading reading, String sql) {
		return jdbc.sql(sql).param("provider", reading.provider()).param("lease", reading.lease());
	}

	/**
	 * A list that this replica reads.
	 *
	 * @param cursor where the next page begins, null for the first page
	 * @param pages how many pages were read before it
	 */
	record Reading(String provider, UUID lease, Duration leaseTime, @Nullable String cursor, int pages,
			Instant startedAt) {

		Reading at(String next) {
			return new Reading(provider, lease, leaseTime, next, pages + 1, startedAt);
		}

	}

}
