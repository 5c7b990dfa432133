package io.switchgear.jdbc;

import java.util.Properties;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.SQLExceptionTranslator;

/**
 * A few connections for statements that look up single rows by their keys, again and
 * again, and commit by themselves. The server plans them once, whatever the number of
 * rows, which would be dramatically wrong for other queries.
 */
public final class TransitionPool implements AutoCloseable {

	private static final int SIZE = 4;

	private static final String OPTIONS = "options";

	// Without the choice of a plan for each execution, and of plans that read whole
	// tables while those are small.
	private static final String SESSION = " -c plan_cache_mode=force_generic_plan -c enable_hashjoin=off"
			+ " -c enable_mergejoin=off -c enable_seqscan=off";

	private final HikariDataSource pool;

	private final JdbcTemplate jdbc;

	/** To the same database as another pool, with the same limits. */
	TransitionPool(HikariDataSource other, SQLExceptionTranslator translator) {
		this.pool = new Tuned();
		other.copyStateTo(pool);
		pool.setPoolName("transitions");
		pool.setMaximumPoolSize(SIZE);
		pool.setMinimumIdle(1);
		pool.setExceptionOverride(new ReadOnlySessions(pool));
		this.jdbc = new JdbcTemplate(pool);
		this.jdbc.setExceptionTranslator(translator);
	}

	public JdbcTemplate jdbc() {
		return jdbc;
	}

	@Override
	public void close() {
		pool.close();
	}

	/**
	 * Sends the settings with the connection: a pooler that shares sessions would pass on
	 * what was set in one to the statements of others. The properties that a pool has are
	 * shared with the pool that it was copied from.
	 */
	private static final class Tuned extends HikariDataSource {

		@Override
		public Properties getDataSourceProperties() {
			Properties tuned = new Properties();
			tuned.putAll(super.getDataSourceProperties());
			tuned.setProperty(OPTIONS, tuned.getProperty(OPTIONS, "") + SESSION);
			return tuned;
		}

	}

}
