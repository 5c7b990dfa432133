package io.switchgear.support;

import java.time.Duration;

import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.awaitility.Awaitility.await;

/** What tests do and see while gateways work with the same database. */
public final class DatabaseInUse {

	private DatabaseInUse() {
	}

	/** Lets the gateways forget what earlier tests did. */
	public static void empty(JdbcClient jdbc) {
		await().atMost(Duration.ofMinutes(1))
			.pollDelay(Duration.ZERO)
			.ignoreExceptionsInstanceOf(PessimisticLockingFailureException.class)
			.until(() -> truncated(jdbc));
	}

	/** What runs in the background locks the tables too, in several orders. */
	private static boolean truncated(JdbcClient jdbc) {
		jdbc.sql(
				"""
						do $$ begin
						  perform set_config('lock_timeout', '5s', true);
						  delete from scheduled_tasks where task_name = 'expand-batch';
						  truncate batch, integration, change, change_event, idempotency_key, provider_hold, inventory, inventory_listed,
						    reread;
						end $$""")
			.update();
		return true;
	}

	/**
	 * Keeps autovacuum away from the tables of the session's schema: it would hold locks
	 * and a snapshot at moments of its own.
	 */
	public static void keepVacuumAway(JdbcClient jdbc) {
		jdbc.sql("""
				do $$ declare one text; begin
				  for one in select tablename from pg_tables where schemaname = current_schema() loop
				    execute format('alter table %I set (autovacuum_enabled = off)', one);
				  end loop;
				end $$""").update();
	}

	/** Whether no transaction of the whole server still runs that has a number. */
	public static boolean allHaveEnded(JdbcClient jdbc) {
		return jdbc.sql("select pg_snapshot_xmin(seen) = pg_snapshot_xmax(seen) from pg_current_snapshot() seen")
			.query(Boolean.class)
			.single();
	}

	/** How many wait for a lock that another session holds. */
	public static int sessionsWaiting(JdbcClient jdbc) {
		return jdbc.sql(
				"select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()")
			.query(Integer.class)
			.single();
	}

}
