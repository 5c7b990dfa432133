package io.switchgear.inventory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import io.switchgear.change.Tables;
import io.switchgear.inventory.ImportTable.Reading;
import io.switchgear.jdbc.Columns;
import io.switchgear.provider.Inventory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What becomes of integrations that a list did not show, many of them at once. */
class ImportTableTests {

	private static final String WHISK = "whisk";

	private static final Instant KNOWN = Tables.NOW;

	private static final Instant STARTED = KNOWN.plusSeconds(60);

	private static final Instant READ = STARTED.plusSeconds(60);

	private static final Duration LEASE = Duration.ofMinutes(1);

	/** Two steps and a half. */
	private static final int MANY = 2500;

	private final Tables tables = Tables.empty();

	private final ImportTable table = new ImportTable(tables.jdbc, tables.transaction);

	@BeforeEach
	void manyAreKnown() {
		tables.jdbc.sql("truncate inventory, inventory_listed").update();
		tables.jdbc.sql("""
				insert into integration (provider, external_id, sync, version, created_at, updated_at)
				select :provider, lpad(cast(number as text), 4, '0'), 'unknown', 1, :known, :known
				from generate_series(0, :last) number""")
			.param("provider", WHISK)
			.param("known", Columns.time(KNOWN))
			.param("last", MANY - 1)
			.update();
	}

	@AfterEach
	void nothingFails() {
		tables.jdbc.sql("alter table integration drop constraint if exists defect").update();
	}

	@Test
	void marksAsManyAsThereAreInStepsThatEachCommit() {
		Reading reading = begin();
		assertThat(table.listed(reading, List.of(id(0), id(1200), id(MANY - 1)))).isTrue();
		table.complete(reading, READ);
		assertThat(inventory()).isEqualTo(new Inventory(Inventory.State.LISTED, READ, 3, MANY - 3, null));
		assertThat(found("missing_since is null")).containsExactly(id(0), id(1200), id(MANY - 1));
		assertThat(count("select count(distinct xmin::text) from integration where missing_since is not null"))
			.isEqualTo(3);
		assertThat(count("select count(*) from inventory_listed")).isZero();
	}

	@Test
	void marksNoneOfAnotherProvider() {
		tables.known(Tables.ROOTFI);
		table.complete(begin(), READ);
		assertThat(found("missing_since is null")).containsExactly(Tables.ROOTFI.externalId());
	}

	@Test
	void passesOverOneThatSomebodyHoldsAndMarksItTheNextTime() throws SQLException {
		try (Connection other = tables.source.getConnection()) {
			other.setAutoCommit(false);
			JdbcClient.create(new SingleConnectionDataSource(other, true))
				.sql("select from integration where external_id = :id for update")
				.param("id", id(500))
				.query()
				.listOfRows();
			table.complete(begin(), READ);
			other.rollback();
		}
		assertThat(found("missing_since is null")).containsExactly(id(500));
		assertThat(inventory().state()).isEqualTo(Inventory.State.LISTED);
		table.complete(begin(), READ.plusSeconds(60));
		assertThat(inventory().missing()).isEqualTo(MANY);
		assertThat(count("select count(distinct missing_since) from integration")).isEqualTo(2);
	}

	@Test
	void marksNothingThatWasSeenOrMadeOrIsBeingChangedSinceTheListWasBegun() {
		Reading reading = begin();
		change(1, "observed_enabled = true, observed_at = :after");
		change(1400, "created_at = :after");
		change(2200, "lease = gen_random_uuid(), leased_until = :after");
		table.complete(reading, READ);
		assertThat(found("missing_since is null")).containsExactly(id(1), id(1400), id(2200));
	}

	@Test
	void marksTheRestAfterAReplicaThatEndedBetweenTwoSteps() {
		Reading first = begin();
		String defect = "check (missing_since is null or external_id <> '%s')".formatted(id(1500));
		tables.jdbc.sql("alter table integration add constraint defect " + defect).update();
		assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> table.complete(first, READ));
		assertThat(inventory()).isEqualTo(new Inventory(Inventory.State.RUNNING, null, null, 1000, null));
		table.release(first);
		nothingFails();
		Reading second = table.take(WHISK, LEASE).orElseThrow();
		assertThat(second.startedAt()).isEqualTo(STARTED);
		table.complete(second, READ.plusSeconds(60));
		assertThat(inventory().missing()).isEqualTo(MANY);
		assertThat(inventory().state()).isEqualTo(Inventory.State.LISTED);
		assertThat(found("missing_since = :read")).hasSize(1000);
	}

	@Test
	void marksNothingOnceAnotherReplicaReadsTheList() {
		Reading late = begin(Duration.ofSeconds(-1));
		Reading next = table.take(WHISK, LEASE).orElseThrow();
		table.complete(late, READ);
		assertThat(inventory()).isEqualTo(new Inventory(Inventory.State.RUNNING, null, null, 0, null));
		table.complete(next, READ);
		assertThat(inventory().missing()).isEqualTo(MANY);
	}

	private Reading begin() {
		return begin(LEASE);
	}

	private Reading begin(Duration leaseTime) {
		table.begin(WHISK, STARTED, STARTED);
		return table.take(WHISK, leaseTime).orElseThrow();
	}

	private void change(int index, String assignments) {
		tables.jdbc.sql("update integration set " + assignments + " where external_id = :id")
			.param("id", id(index))
			.param("after", Columns.time(STARTED.plusSeconds(1)))
			.update();
	}

	private static String id(int index) {
		return "%04d".formatted(index);
	}

	private Inventory inventory() {
		return Objects.requireNonNull(table.all().get(WHISK));
	}

	private List<String> found(String condition) {
		return tables.jdbc.sql("select external_id from integration where " + condition + " order by external_id")
			.param("read", Columns.time(READ))
			.query(String.class)
			.list();
	}

	private long count(String sql) {
		return tables.jdbc.sql(sql).query(Long.class).single();
	}

}
