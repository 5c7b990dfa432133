package io.switchgear.event;

import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import io.switchgear.change.Tables;
import io.switchgear.support.TestDatabase;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * That the schema is made by users with more and with fewer rights, and has the indexes
 * that lists need.
 */
class SchemaTests {

	private static final String USER = "with_few_rights";

	@Test
	void isMadeByAUserThatMayNotCreateExtensions() {
		JdbcClient jdbc = JdbcClient.create(migratedWithFewRights(""));
		assertThat(jdbc.sql("select count(*) from pg_indexes where indexname = 'integration_search'")
			.query(Long.class)
			.single()).isZero();
		assertThat(jdbc.sql("select event_cluster()").query(Long.class).single()).isNotZero();
	}

	@Test
	void usesTheExtensionThatIsThereAlreadyWhereverItIs() {
		JdbcClient jdbc = JdbcClient.create(
				migratedWithFewRights("create schema \"Extra stuff\"; create extension pg_trgm schema \"Extra stuff\";"
						+ " grant usage on schema \"Extra stuff\" to " + USER));
		assertThat(jdbc.sql("select count(*) from pg_indexes where indexname = 'integration_search'")
			.query(Long.class)
			.single()).isOne();
	}

	@Test
	void doesWithoutTheNameOfAClusterThatMayNotBeRead() {
		JdbcClient jdbc = JdbcClient
			.create(migratedWithFewRights("revoke execute on function pg_control_system() from public"));
		assertThat(jdbc.sql("select event_cluster()").query(Long.class).single()).isZero();
		assertThat(new EventGenerations(jdbc).now().generation().name())
			.isEqualTo(new EventGenerations(jdbc).now().generation().name());
	}

	@ParameterizedTest
	@ValueSource(strings = { "select * from change where provider = 'whisk' order by id desc limit 51",
			"select * from change where action = 'update' and provider = 'whisk' order by id desc limit 51",
			"select * from change where actor = 'anna' and provider = 'whisk' order by id desc limit 51",
			"select * from change where outcome = 'failed' and provider = 'whisk' order by id desc limit 51",
			"select * from change where via = 'admin-ui' and provider = 'whisk' order by id desc limit 51",
			"select * from change where problem is not null and problem ->> 'code' = 'provider.error' and provider = 'whisk' order by id desc limit 51",
			"select * from integration_label where name = 'team' and value = 'billing' order by provider, external_id limit 51",
			"select * from change where batch = '01234567-89ab-7def-8000-000000000001' order by id desc limit 51",
			"select * from integration where sync <> 'in_sync' and sync = 'drifted' order by provider, external_id limit 51",
			"select * from integration where missing_since is not null order by provider, external_id limit 51",
			"select * from integration_key where provider = 'whisk' and external_id > 'x' order by provider, external_id limit 51" })
	void findsAPageInTheOrderOfAnIndex(String query) {
		Tables tables = Tables.empty();
		List<String> plan = withoutScansOfTables(tables, query);
		assertThat(plan).as("%s", plan)
			.anyMatch((line) -> line.contains("Index Scan") || line.contains("Index Only Scan"))
			.noneMatch((line) -> line.contains("Filter") || line.contains("Sort"));
	}

	private static List<String> withoutScansOfTables(Tables tables, String query) {
		return tables.transaction.execute((status) -> {
			// What an earlier test had in the table would make the choice a matter of
			// chance
			tables.jdbc.sql("delete from pg_statistic").update();
			status.setRollbackOnly();
			Map.of("enable_seqscan", "off", "enable_bitmapscan", "off", "enable_sort", "off")
				.forEach((name, value) -> tables.jdbc.sql("set local " + name + " = " + value).update());
			return tables.jdbc.sql("explain (costs off) " + query).query(String.class).list();
		});
	}

	private static DataSource migratedWithFewRights(String before) {
		TestDatabase database = TestDatabase.shared().another("schema_tests");
		JdbcClient owner = JdbcClient
			.create(new DriverManagerDataSource(database.url(), database.user(), database.password()));
		owner
			.sql("do $$ begin create role %1$s login password '%1$s'; exception when duplicate_object then end $$"
				.formatted(USER))
			.update();
		owner.sql("grant create, usage on schema public to " + USER).update();
		if (!before.isEmpty()) {
			owner.sql(before).update();
		}
		DataSource few = new DriverManagerDataSource(database.url().replaceFirst("[?&]user=[^&]*", "?"), USER, USER);
		Flyway.configure().dataSource(few).load().migrate();
		return few;
	}

}
