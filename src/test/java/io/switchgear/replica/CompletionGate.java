package io.switchgear.replica;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import javax.sql.DataSource;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes whoever would write down that a change has succeeded wait, inside its
 * transaction, until the gate is opened.
 */
final class CompletionGate implements AutoCloseable {

	private static final String LOCK = "4711";

	private final JdbcClient jdbc;

	private final Connection closing;

	private CompletionGate(JdbcClient jdbc, Connection closing) {
		this.jdbc = jdbc;
		this.closing = closing;
	}

	static CompletionGate closed(DataSource database) {
		JdbcClient jdbc = JdbcClient.create(database);
		jdbc.sql("""
				create function wait_at_gate() returns trigger language plpgsql as
				'begin perform pg_advisory_xact_lock(%s); return new; end'""".formatted(LOCK)).update();
		jdbc.sql("""
				create trigger gate before update on change for each row when (new.state = 'succeeded')
				execute function wait_at_gate()""").update();
		try {
			Connection closing = database.getConnection();
			run(closing, "select pg_advisory_lock(" + LOCK + ")");
			return new CompletionGate(jdbc, closing);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Whether somebody waits. */
	boolean isReached() {
		return jdbc
			.sql("select exists (select from pg_locks where locktype = 'advisory' and not granted"
					+ " and database = (select oid from pg_database where datname = current_database()))")
			.query(Boolean.class)
			.single();
	}

	/** Opens the gate and takes it away. */
	@Override
	public void close() {
		try (Connection opening = closing) {
			run(opening, "select pg_advisory_unlock(" + LOCK + ")");
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
		jdbc.sql("drop function wait_at_gate cascade").update();
	}

	private static void run(Connection connection, String sql) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

}
