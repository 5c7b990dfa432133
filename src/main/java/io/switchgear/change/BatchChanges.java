package io.switchgear.change;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.integration.Integration;
import io.switchgear.integration.Patch;
import org.jspecify.annotations.Nullable;

/**
 * The changes of batches: many at a time, else like any that are applied in the
 * background. What takes long is done in steps that the caller repeats, each in a
 * transaction of its own. In each, rows are locked in the order of their ids, so that two
 * batches do not wait for each other.
 */
public final class BatchChanges {

	private final Rows rows;

	private final ChangeStore changes;

	private final ChangeQueue queue;

	private final BackgroundTask task;

	private final Clock clock;

	BatchChanges(Rows rows, ChangeStore changes, ChangeQueue queue, BackgroundTask task, Clock clock) {
		this.rows = rows;
		this.changes = changes;
		this.queue = queue;
		this.task = task;
		this.clock = clock;
	}

	/** Puts down a change for each item. Has to run in a transaction. */
	public void add(Items items, List<IntegrationRef> integrations) {
		List<Change> added = new ArrayList<>();
		integrations.stream().sorted(IntegrationRef.IN_ORDER).forEach((ref) -> added.add(add(items, ref)));
		task.scheduleNew(added, clock.instant());
	}

	/**
	 * Keeps the changes of a batch that have not started from being started, and forgets
	 * which ones were to be tried again. {@link #carryOut} does the rest.
	 */
	public void withdraw(UUID batch) {
		queue.wantWithdrawn(batch);
		queue.wantNothingAgain(batch);
	}

	/** Has the failed changes of a batch tried again, by {@link #carryOut}. */
	public void tryAgain(UUID batch) {
		queue.wantAgain(batch);
	}

	/**
	 * Withdraws changes of a batch, or puts down another in place of one that failed, as
	 * it was asked for; at most so many. Says whether there was anything to do. Has to
	 * run in a transaction.
	 */
	public boolean carryOut(Items items, int most) {
		List<Change> wanted = queue.wanted(items.batch(), most);
		List<Change> added = new ArrayList<>();
		wanted.stream().sorted(Comparator.comparing(Change::integration, IntegrationRef.IN_ORDER)).forEach((change) -> {
			if (change.state() == ChangeState.FAILED) {
				Change again = add(items, change.integration());
				queue.replace(change.id(), again.id());
				added.add(again);
			}
			else {
				withdraw(change);
			}
		});
		task.scheduleNew(added, clock.instant());
		return !wanted.isEmpty();
	}

	private void withdraw(Change change) {
		Integration current = rows.locked(change.integration());
		if (queue.cancel(change.id(), clock.instant())) {
			rows.settle(current);
		}
	}

	private Change add(Items items, IntegrationRef ref) {
		Integration current = rows.locked(ref);
		Patch patch = Patch.switched(items.enabled());
		Instant now = current.timeOfNext(clock.instant());
		Change change = new Change(UuidCreator.getTimeOrderedEpoch(now), ref, ChangeAction.of(patch),
				ChangeState.PENDING, patch.requested(), null, null, items.reason(), items.actor(), ChangeSource.BATCH,
				0, 0, items.batch(), null, null, null, items.notAfter(), now, null, null, null);
		changes.insert(change, Map.of(), null);
		queue.supersede(change, change.createdAt());
		rows.save(current.waiting(change.id()));
		return change;
	}

	/** What the changes of a batch have in common. */
	public record Items(UUID batch, boolean enabled, @Nullable String reason, String actor, Instant notAfter) {
	}

}
