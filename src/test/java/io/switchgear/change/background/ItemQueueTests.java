package io.switchgear.change.background;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import io.switchgear.change.BatchItem;
import io.switchgear.change.Change;
import io.switchgear.change.ChangeRequest;
import io.switchgear.change.ChangeState;
import io.switchgear.change.Tables;
import io.switchgear.change.background.ChangeQueue.Turn;
import io.switchgear.change.store.BatchQueues.Queued;
import io.switchgear.change.store.Life;
import io.switchgear.connector.Desired;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.integration.Edit;
import io.switchgear.integration.Patch;
import io.switchgear.provider.ProvidersOf;
import io.switchgear.security.Actor;
import io.switchgear.support.Bookkeeping;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When items of batches are applied, and how they are withdrawn. */
class ItemQueueTests {

	private static final Patch OFF = Patch.switched(false);

	private static final Patch NAMED = new Patch(Desired.switched(true), new Edit<>("Zoho"), null, Set.of());

	private final Tables tables = Tables.empty();

	private final ChangeQueue queue = tables.queue(tables.runner(ProvidersOf.none()));

	@AfterEach
	void theBookkeepingIsRight() {
		Bookkeeping.isRight(tables.jdbc);
	}

	@Test
	void keepsTheItemsOfBatchesApart() {
		UUID item = item("1");
		UUID single = add("2", OFF).id();
		assertThat(ids(queue.next("rootfi", Instant.EPOCH, Life.LEASE, 10))).containsExactly(single);
		assertThat(ids(queue.next("rootfi", batch(), Instant.EPOCH, Life.LEASE, 10))).containsExactly(item);
	}

	@Test
	void startsNoItemBeforeItsTime() {
		UUID item = item("1", Tables.NOW.plusSeconds(60));
		assertThat(batch().due()).isFalse();
		tables.pass(Duration.ofSeconds(59));
		assertThat(queue.next("rootfi", batch(), Instant.EPOCH, Life.LEASE, 10).taken()).isZero();
		tables.pass(Duration.ofSeconds(1));
		assertThat(batch().due()).isTrue();
		assertThat(ids(queue.next("rootfi", batch(), Instant.EPOCH, Life.LEASE, 10))).containsExactly(item);
	}

	@Test
	void startsNoItemOfAGuardedBatchWithoutItsGuard() {
		tables.jdbc.sql("alter table batch alter max_concurrency set default 1").update();
		try {
			item("1");
		}
		finally {
			tables.jdbc.sql("alter table batch alter max_concurrency drop default").update();
		}
		assertThat(batch().guarded()).isTrue();
		Queued unguarded = new Queued(batch().id(), false, false, false, true);
		assertThat(queue.next("rootfi", unguarded, Instant.EPOCH, Life.LEASE, 10).taken()).isZero();
	}

	@Test
	void withdrawsNothingOfABatchThatWasNotCancelled() {
		UUID item = item("1");
		assertThat(queue.withdraw(batch().id())).isFalse();
		assertThat(tables.changes.find(item)).get().extracting(Change::state).isEqualTo(ChangeState.PENDING);
	}

	@Test
	void startsNothingOfABatchThatWasCancelled() {
		item("1");
		tables.jdbc.sql("update batch set cancelled_at = now()").update();
		assertThat(queue.next("rootfi", batch(), Instant.EPOCH, Life.LEASE, 10).taken()).isZero();
	}

	@Test
	void keepsTheCountOfAnIntegrationThatIsForgottenWhileItsBatchIsWithdrawn() {
		UUID item = item("1");
		UUID batch = Objects.requireNonNull(tables.changes.find(item).orElseThrow().batch());
		tables.jdbc.sql("update batch set cancelled_at = now(), cancelled_by = 'anna'").update();
		Change other = add("1", NAMED);
		tables.waiting.cancel(other, Actor.named("somebody"));
		tables.items.withdraw(batch, 10);
		assertThat(tables.changes.find(item)).get().extracting(Change::state).isEqualTo(ChangeState.CANCELLED);
	}

	@Test
	void forgetsAnIntegrationWhileItsBatchIsWithdrawn() {
		UUID item = item("1");
		UUID batch = Objects.requireNonNull(tables.changes.find(item).orElseThrow().batch());
		tables.jdbc.sql("update batch set cancelled_at = now(), cancelled_by = 'anna'").update();
		tables.intake.forget(new IntegrationRef("rootfi", "1"), null, request("1", OFF).origin(), null);
		Bookkeeping.isRight(tables.jdbc);
		assertThat(tables.changes.find(item)).hasValueSatisfying((withdrawn) -> {
			assertThat(withdrawn.state()).isEqualTo(ChangeState.CANCELLED);
			assertThat(withdrawn.cancelledBy()).isEqualTo(Actor.named("anna"));
		});
		Change other = add("1", NAMED);
		tables.items.withdraw(batch, 10);
		assertThat(tables.changes.find(other.id())).get().extracting(Change::state).isEqualTo(ChangeState.PENDING);
	}

	private Queued batch() {
		return tables.items.queued("rootfi").getFirst();
	}

	private UUID item(String id) {
		return item(id, null);
	}

	private UUID item(String id, @Nullable Instant notBefore) {
		UUID batch = BatchItem.batch(tables);
		BatchItem.add(tables, batch, null, new IntegrationRef("rootfi", id), notBefore);
		return tables.jdbc.sql("select id from change where batch = :batch")
			.param("batch", batch)
			.query(UUID.class)
			.single();
	}

	private Change add(String id, Patch patch) {
		return tables.intake.add(request(id, patch), Tables.PATIENCE);
	}

	private static ChangeRequest request(String id, Patch patch) {
		return new ChangeRequest(new IntegrationRef("rootfi", id), patch, null,
				new ChangeRequest.Origin(Actor.named("billing-service"), null, null), null, null, null, null);
	}

	private static List<UUID> ids(Turn turn) {
		return turn.begun().stream().map((begun) -> begun.change().id()).toList();
	}

}
