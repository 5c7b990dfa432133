package io.switchgear.support;

import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the single statements rely on: the row of an integration says how many of its
 * changes wait.
 */
public final class CountOfWaiting {

	private CountOfWaiting() {
	}

	/** Fails with the integrations for which the count is wrong. */
	public static void isRight(JdbcClient jdbc) {
		List<String> wrong = jdbc
			.sql("""
					select concat(provider, '/', external_id, ' says ', coalesce(waiting, 0), ', but ', coalesce(pending, 0), ' wait')
					from (select provider, external_id, waiting from integration where waiting <> 0) said
					  full join (select provider, external_id, count(*) pending from change where waits and state = 'pending'
					    group by provider, external_id) counted using (provider, external_id)
					where waiting is distinct from pending""")
			.query(String.class)
			.list();
		assertThat(wrong).as("how many changes wait").isEmpty();
	}

}
