package io.switchgear.jdbc;

import java.sql.SQLException;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.SQLExceptionOverride;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces all sessions of a pool as soon as one turns out to be read-only. After a
 * failover all of them may lead to the old primary, which reads from the past and writes
 * nothing.
 */
final class ReadOnlySessions implements SQLExceptionOverride {

	private static final Logger log = LoggerFactory.getLogger(ReadOnlySessions.class);

	private static final String READ_ONLY_SQL_TRANSACTION = "25006";

	private final HikariDataSource pool;

	ReadOnlySessions(HikariDataSource pool) {
		this.pool = pool;
	}

	@java.lang.Override
	public SQLExceptionOverride.Override adjudicate(SQLException ex) {
		if (!READ_ONLY_SQL_TRANSACTION.equals(ex.getSQLState())) {
			return Override.CONTINUE_EVICT;
		}
		HikariPoolMXBean sessions = pool.getHikariPoolMXBean();
		if (sessions != null) {
			log.warn("The database is read-only; all sessions are replaced");
			sessions.softEvictConnections();
		}
		return Override.MUST_EVICT;
	}

}
