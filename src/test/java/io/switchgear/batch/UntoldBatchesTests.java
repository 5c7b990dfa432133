package io.switchgear.batch;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import io.switchgear.change.BatchItem;
import io.switchgear.change.Tables;
import io.switchgear.change.store.Transitions.Queue;
import io.switchgear.connector.IntegrationRef;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Which batches are counted for readers of events. */
class UntoldBatchesTests {

	private static final IntegrationRef OTHER = new IntegrationRef("rootfi", "5");

	private final Tables tables = Tables.empty();

	private final UntoldBatches untold = new UntoldBatches(tables.jdbc);

	private final UUID one = BatchItem.batch(tables);

	private final UUID another = BatchItem.batch(tables);

	@Test
	void areAllThatAreNotDoneAtFirst() {
		tables.jdbc.sql("update batch set told_end = true where id = :id").param("id", one).update();
		assertThat(untold.next()).containsExactly(another);
		tables.jdbc.sql("update batch set told_end = true").update();
		assertThat(untold.next()).isEmpty();
	}

	@Test
	void areThoseOfWhichAnItemHasMovedUntilTheyAreTold() {
		tellAll();
		BatchItem.add(tables, one, null, Tables.ROOTFI);
		assertThat(untold.next()).containsExactly(one);
		assertThat(untold.next()).containsExactly(one);
		untold.told(one);
		assertThat(untold.next()).isEmpty();
		assertThat(tables.waiting.start(Queue.of("rootfi", one, Instant.EPOCH), Duration.ofSeconds(25), 1)).hasSize(1);
		assertThat(untold.next()).containsExactly(one);
	}

	@Test
	void areNoneWhileOnlyChangesOfNoBatchMove() {
		BatchItem.add(tables, one, null, Tables.ROOTFI);
		tellAll();
		tables.add(OTHER);
		assertThat(untold.next()).isEmpty();
	}

	@Test
	void areThoseWithWhichSomethingWasDone() {
		tellAll();
		tables.jdbc.sql("update batch set untold = true where id = :id").param("id", one).update();
		assertThat(untold.next()).containsExactly(one);
	}

	@Test
	void missNoneOfWhichAnItemMovedInATransactionThatEndsLate() throws SQLException {
		BatchItem.add(tables, one, null, Tables.ROOTFI);
		tellAll();
		try (Connection late = tables.source.getConnection()) {
			late.setAutoCommit(false);
			late.createStatement()
				.execute("insert into change_event (change, state, at) select id, state, now() from change");
			BatchItem.add(tables, another, null, OTHER);
			assertThat(untold.next()).containsExactly(another);
			untold.told(another);
			late.commit();
			assertThat(untold.next()).containsExactly(one);
		}
	}

	@Test
	void areAllIfTooMuchHasHappenedToLookThrough() {
		tellAll();
		tables.jdbc.sql("""
				insert into change_event (change, state, at)
				select gen_random_uuid(), 'succeeded', now() from generate_series(1, 10000)""").update();
		assertThat(untold.next()).containsExactlyInAnyOrder(one, another);
	}

	@Test
	void areAllAfterAFailure() {
		tellAll();
		untold.startAfresh();
		assertThat(untold.next()).containsExactlyInAnyOrder(one, another);
	}

	private void tellAll() {
		assertThat(untold.next()).containsExactlyInAnyOrder(one, another);
		untold.told(one);
		untold.told(another);
		tables.jdbc.sql("update batch set untold = false").update();
		assertThat(untold.next()).isEmpty();
	}

}
