package io.switchgear.integration;

import com.github.f4b6a3.uuid.UuidCreator;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.switchgear.connector.IntegrationRef;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The changes of batches: many at a time, else like any that are applied in the
 * background.
 */
public final class BatchChanges {

	private static final int STEP = 500;

	private final Rows rows;

	private final ChangeStore changes;

	private final BackgroundTask task;

	private final TransactionTemplate transaction;

	private final Clock clock;

	BatchChanges(Rows rows, ChangeStore changes, BackgroundTask task, TransactionTemplate transaction, Clock clock) {
		this.rows = rows;
		this.changes = changes;
		this.task = task;
		this.transaction = transaction;
		this.clock = clock;
	}

	/** Puts down a change for each item. Has to run in a transaction. */
	public void add(Items items) {
		Patch patch = Patch.switched(items.enabled());
		List<UUID> ids = new ArrayList<>();
		// In the order of their ids, so that two batches do not wait for each other's
		// rows.
		items.integrations().stream().sorted(IntegrationRef.IN_ORDER).forEach((ref) -> {
			Change change = waiting(ref, patch, items);
			changes.insert(change, Map.of(), null);
			changes.supersede(change);
			rows.save(rows.locked(ref).waiting(change.id()));
			ids.add(change.id());
		});
		task.schedule(ids, clock.instant());
	}

	/** Withdraws the changes of a batch that have not started. */
	public void cancelWaiting(UUID batch) {
		List<Change> waiting;
		do {
			waiting = changes.list(ofBatch(batch, ChangeState.PENDING), null, STEP);
			waiting.forEach((change) -> transaction.executeWithoutResult((status) -> {
				Integration current = rows.locked(change.integration());
				if (changes.cancel(change.id(), clock.instant()) && !changes.isApplying(current.ref())) {
					rows.saveOrForget(current.withSync(current.settledSync()));
				}
			}));
		}
		while (waiting.size() == STEP);
	}

	/** Puts down another change in place of each one of a batch that failed. */
	public void retryFailed(UUID batch, Instant notAfter) {
		transaction.executeWithoutResult((status) -> changes.failedOf(batch).forEach((failed) -> {
			boolean enabled = failed.action() == ChangeAction.ENABLE;
			Items again = new Items(batch, List.of(failed.integration()), enabled, failed.reason(), failed.actor(),
					notAfter);
			Change change = waiting(failed.integration(), Patch.switched(enabled), again);
			changes.insert(change, Map.of(), null);
			changes.replace(failed.id(), change.id());
			rows.save(rows.locked(failed.integration()).waiting(change.id()));
			task.schedule(change.id(), clock.instant());
		}));
	}

	private Change waiting(IntegrationRef ref, Patch patch, Items items) {
		return new Change(UuidCreator.getTimeOrderedEpoch(), ref, patch.action(), ChangeState.PENDING,
				patch.requested(), null, null, items.reason(), items.actor(), ChangeSource.BATCH, 0, items.batch(),
				null, null, null, items.notAfter(), clock.instant(), null, null, null);
	}

	private static ChangeFilter ofBatch(UUID batch, ChangeState state) {
		return new ChangeFilter(null, null, null, state, null, null, batch);
	}

	/** Items of a batch that get changes of their own. */
	public record Items(UUID batch, List<IntegrationRef> integrations, boolean enabled, @Nullable String reason,
			String actor, Instant notAfter) {
	}

}
