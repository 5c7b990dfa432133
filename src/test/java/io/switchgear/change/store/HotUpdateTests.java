package io.switchgear.change.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import io.switchgear.change.Tables;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.connector.ProviderState;
import io.switchgear.integration.Patch;
import io.switchgear.outbound.Sent;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * That switches touch no index when they write to rows which are there: only then does
 * the cost of a switch not grow with the number of those before it.
 */
class HotUpdateTests {

	private static final int INTEGRATIONS = 200;

	private static final int SWITCHES = 2000;

	private static final String PLACE = "integration_place(wanted.provider, wanted.external_id)";

	private final Tables tables = Tables.empty();

	@Test
	void leavesTheIndexesAlone() {
		List<IntegrationRef> refs = refs();
		tables.jdbc.sql("""
				select pg_stat_reset_single_table_counters(cast('integration' as regclass)),
				  pg_stat_reset_single_table_counters(cast('change' as regclass))""").query().singleRow();
		tables.integrations.hold(refs, tables.clock.instant());
		// What is written to a row for the first time makes it longer
		refs.forEach((ref) -> assertThat(turned(ref, false)).isTrue());
		AtomicInteger next = new AtomicInteger();
		AtomicInteger done = new AtomicInteger();
		reported("integration", 2L * INTEGRATIONS);
		Updates integrationsBefore = updates("integration");
		Updates changesBefore = updates("change");
		Tables.together(() -> {
			int number = next.getAndIncrement();
			while (number < SWITCHES) {
				done.addAndGet(turned(refs.get(number % INTEGRATIONS), number / INTEGRATIONS % 2 == 0) ? 1 : 0);
				number = next.getAndIncrement();
			}
			return number;
		});
		assertThat(done.get()).isGreaterThan(SWITCHES * 9 / 10);
		reported("integration", integrationsBefore.all() + 2L * done.get());
		reported("change", changesBefore.all() + done.get());
		Updates integrations = updates("integration").since(integrationsBefore);
		assertThat(integrations.share()).as("of integrations: %s", integrations).isGreaterThan(0.95);
		Updates changes = updates("change").since(changesBefore);
		assertThat(changes.share()).as("of changes: %s", changes).isGreaterThan(0.75);
	}

	@Test
	void findsTheRowAtOnceWhileNoneOfItsVersionsCanBeRemoved() throws SQLException {
		try (Connection backup = tables.source.getConnection(); Statement statement = backup.createStatement()) {
			backup.setAutoCommit(false);
			backup.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
			statement.execute("select count(*) from integration");
			long updatesBefore = updates("integration").all();
			tables.integrations.hold(refs(), tables.clock.instant());
			long before = pagesRead(PLACE);
			IntStream.range(0, 200)
				.forEach((_) -> tables.jdbc.sql("update integration set version = version + 1").update());
			assertThat(refs()).allMatch((ref) -> turned(ref, true));
			long ofAllVersions = pagesRead("(select from integration where provider || '' = wanted.provider"
					+ " and external_id = wanted.external_id offset 0)");
			assertThat(ofAllVersions).isGreaterThan(10 * before);
			assertThat(pagesRead(PLACE)).isLessThanOrEqualTo(2 * before);
			assertThat(pagesReadOfNextToNothing(new JdbcTemplate(tables.source))).isLessThan(ofAllVersions / 10);
			assertThat(pagesReadOfNextToNothing(tables.pool)).as("by transitions").isLessThan(ofAllVersions / 10);
			// So that the other test does not count them
			reported("integration", updatesBefore + 202L * INTEGRATIONS);
		}
	}

	/** To look for each integration, those of the index included. */
	private long pagesRead(String row) {
		return tables.transaction.execute((status) -> pagesRead(tables.jdbc, row));
	}

	/**
	 * The same while the planner thinks that there are two rows: what a vacuum tells it
	 * that meets only versions which were replaced meanwhile.
	 */
	private static long pagesReadOfNextToNothing(JdbcTemplate template) {
		JdbcClient jdbc = JdbcClient.create(template);
		DataSource source = Objects.requireNonNull(template.getDataSource());
		return new TransactionTemplate(new JdbcTransactionManager(source)).execute((status) -> {
			status.setRollbackOnly();
			// As often set for SSDs; pages of the index would hide those of the table
			jdbc.sql("set local random_page_cost = 1").update();
			jdbc.sql("analyze integration").update();
			jdbc.sql("""
					update pg_class set reltuples = 2, relpages = pg_relation_size(oid) / 8192
					where oid = cast('integration' as regclass)""").update();
			return pagesRead(jdbc, PLACE);
		});
	}

	private static long pagesRead(JdbcClient jdbc, String row) {
		jdbc.sql("set local enable_seqscan = off").update();
		String plan = jdbc.sql(
				"explain (analyze, buffers, format json) select found.* from integration_key wanted cross join lateral "
						+ row + " found")
			.query(String.class)
			.single();
		return JsonMapper.shared().readTree(plan).at("/0/Plan/Shared Hit Blocks").asLong();
	}

	/** Sessions report what they did now and then. */
	private void reported(String table, long updates) {
		await().atMost(Duration.ofSeconds(60))
			.untilAsserted(() -> assertThat(updates(table).all()).isGreaterThanOrEqualTo(updates));
	}

	private static List<IntegrationRef> refs() {
		return IntStream.range(0, INTEGRATIONS)
			.mapToObj((index) -> new IntegrationRef("whisk", String.valueOf(index)))
			.toList();
	}

	/** Returns false if another switch of the integration is under way. */
	private boolean turned(IntegrationRef ref, boolean enabled) {
		tables.pass(Duration.ofMillis(1));
		return tables.intake.begin(Tables.request(ref, Patch.switched(enabled), null, null), Life.LEASE)
			.flatMap((begun) -> tables.outcomes.succeed(begun,
					new ProviderState(enabled, "INTEGRATION_TYPE_SHOPIFY", Map.of(), Map.of(), "their-id"),
					new Sent(1, 1)))
			.isPresent();
	}

	private Updates updates(String table) {
		return tables.jdbc.sql("""
				select n_tup_upd "all", n_tup_hot_upd hot from pg_stat_user_tables
				where schemaname = current_schema() and relname = :table""")
			.param("table", table)
			.query(Updates.class)
			.single();
	}

	record Updates(long all, long hot) {

		Updates since(Updates before) {
			return new Updates(all - before.all, hot - before.hot);
		}

		double share() {
			return (double) hot / all;
		}

	}

}
