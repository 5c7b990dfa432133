package io.switchgear.support;

import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the single statements keep up to date and rely on: an integration has one row,
 * which says how many of its changes wait, and that of a change what it counts as.
 */
public final class Bookkeeping {

	private static final String COUNTED = "change_waits(state, not_after, recovered), change_outcome(state), "
			+ "change_trial(guarded, state, problem, started_at, superseded_by)";

	private Bookkeeping() {
	}

	/** Fails with the integrations and changes of which it is wrong. */
	public static void isRight(JdbcClient jdbc) {
		List<String> wrong = jdbc
			.sql("""
					select concat(provider, '/', external_id, ' says ', coalesce(waiting, 0), ', but ', coalesce(pending, 0), ' wait')
					from (select provider, external_id, waiting from integration where waiting <> 0) said
					  full join (select provider, external_id, count(*) pending from change where waits and state = 'pending'
					    group by provider, external_id) counted using (provider, external_id)
					where waiting is distinct from pending
					union all
					select concat(provider, '/', external_id, ' is not once in both tables')
					from integration full join integration_key using (provider, external_id)
					group by provider, external_id having count(version) <> 1 or count(search) <> 1
					union all
					select concat(id, ' is ', state, ', but counts as ', (waits, outcome, trial))
					from change where (waits, outcome, trial) is distinct from (%s)"""
				.formatted(COUNTED))
			.query(String.class)
			.list();
		assertThat(wrong).as("what is known, waits, has failed or is tried").isEmpty();
	}

	/** After a test has written changes by itself. */
	public static void redo(JdbcClient jdbc) {
		jdbc.sql("update change set (waits, outcome, trial) = (%s)".formatted(COUNTED)).update();
	}

}
