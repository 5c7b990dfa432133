package io.switchgear.change;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

import io.switchgear.change.store.ChangeTable;
import io.switchgear.change.store.Intended;
import io.switchgear.change.store.LockedIntegration;
import io.switchgear.change.store.LockedRows;
import io.switchgear.change.store.Taken;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.integration.IntegrationStore;
import io.switchgear.jdbc.Columns;
import io.switchgear.security.Actor;
import org.jspecify.annotations.Nullable;

/**
 * The changes of batches: many at a time, else like any that are applied in the
 * background. What takes long is done in steps that the caller repeats, each in a
 * transaction of its own. In each, rows are locked in the order of their ids, so that two
 * batches do not wait for each other.
 */
public final class BatchChanges {

	private final LockedRows rows;

	private final IntegrationStore integrations;

	private final ChangeTable changes;

	private final Clock clock;

	BatchChanges(LockedRows rows, IntegrationStore integrations, ChangeTable changes, Clock clock) {
		this.rows = rows;
		this.integrations = integrations;
		this.changes = changes;
		this.clock = clock;
	}

	/** Puts down a change for each item. Has to run in a transaction. */
	public void add(Items items, List<IntegrationRef> refs) {
		List<IntegrationRef> sorted = refs.stream().sorted(IntegrationRef.IN_ORDER).toList();
		Instant now = Columns.now(clock);
		integrations.insertIfAbsent(sorted, now);
		List<Change> added = sorted.stream().map((ref) -> Change.ofBatch(items, ref, now)).toList();
		List<@Nullable Taken> taken = rows.transitions().add(added.stream().map(Intended::of).toList());
		for (int index = 0; index < sorted.size(); index++) {
			if (taken.get(index) == null) {
				add(items, sorted.get(index));
			}
		}
	}

	/**
	 * Puts down another change in place of each that failed and is not newer than that,
	 * at most so many. Returns false if there are none. Has to run in a transaction.
	 */
	public boolean tryAgain(Items items, UUID upTo, int most) {
		List<Change> failed = changes.failedOf(items.batch(), upTo, most);
		failed.stream()
			.sorted(Comparator.comparing(Change::integration, IntegrationRef.IN_ORDER))
			.forEach((change) -> changes.replace(change.id(), add(items, change.integration()).id()));
		return !failed.isEmpty();
	}

	private Change add(Items items, IntegrationRef ref) {
		LockedIntegration locked = rows.lock(ref);
		Change change = Change.ofBatch(items, ref, rows.now(locked.integration()));
		rows.transitions().add(Intended.of(change).judged());
		rows.supersede(locked, change, change.createdAt());
		return change;
	}

	/**
	 * What the changes of a batch have in common.
	 *
	 * @param notBefore when they are to be applied at the earliest; null: at once
	 */
	public record Items(UUID batch, boolean enabled, @Nullable String reason, Actor actor, Instant notAfter,
			@Nullable Instant notBefore) {
	}

}
