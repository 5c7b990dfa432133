package io.switchgear.jdbc;

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

	// Without the choice of a plan for each execution, and of plans that read whole
	// tables while those are small.
	private static final String SESSION = """
			set plan_cache_mode = force_generic_plan; set enable_hashjoin = off; set enable_mergejoin = off;
			set enable_seqscan = off; set jit = off""";

	private final HikariDataSource pool;

	private final JdbcTemplate jdbc;

	/** To the same database as another pool, with the same limits. */
	TransitionPool(HikariDataSource other, SQLExceptionTranslator translator) {
		this.pool = new HikariDataSource();
		other.copyStateTo(pool);
		pool.setPoolName("transitions");
		pool.setMaximumPoolSize(SIZE);
		pool.setMinimumIdle(1);
		pool.setConnectionInitSql(SESSION);
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

}
