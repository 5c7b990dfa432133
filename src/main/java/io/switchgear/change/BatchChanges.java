package io.switchgear.change;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import io.switchgear.change.store.ChangeTable;
import io.switchgear.change.store.Intended;
import io.switchgear.change.store.LockedIntegration;
import io.switchgear.change.store.LockedRows;
import io.switchgear.change.store.Taken;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.integration.Integration;
import io.switchgear.integration.IntegrationStore;
import io.switchgear.integration.Patch;
import io.switchgear.jdbc.Columns;
import io.switchgear.security.Actor;
import org.jspecify.annotations.Nullable;

/**
 * The changes of batches: many at a time, else like any that are applied in the
 * background. What takes long is done in steps that the caller repeats, each in a
 * transaction of its own. Each holds all of its rows before it writes to one: what is
 * passed over because others hold it would be waited for later, out of order, and two
 * batches would wait for each other.
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
	public void add(Items items, List<Wanted> wanted) {
		hold(wanted.stream().map(Wanted::integration));
		Instant now = Columns.now(clock);
		List<Wanted> queued = wanted.stream().filter((one) -> !editedAtOnce(items, one)).toList();
		List<Change> added = queued.stream().map((one) -> Change.ofBatch(items, one, now)).toList();
		List<@Nullable Taken> taken = rows.transitions().add(added.stream().map(Intended::of).toList());
		for (int index = 0; index < queued.size(); index++) {
			if (taken.get(index) == null) {
				add(items, queued.get(index));
			}
		}
	}

	/**
	 * What no provider has to be told need not wait for one. Otherwise, and if something
	 * is in its way, it waits for its turn.
	 */
	private boolean editedAtOnce(Items items, Wanted wanted) {
		if (!items.mayBeEditedAt(clock.instant()) || !wanted.patch().desired().isEmpty()) {
			return false;
		}
		LockedIntegration locked = rows.lock(wanted.integration());
		Integration edited = locked.integration().edited(wanted.patch());
		Change change = Change.ofBatch(items, wanted, rows.now(locked.integration()));
		if (edited.labels().size() > Patch.MAX_LABELS
				|| locked.open().inTheWayOf(change.requested(), change.createdAt()).isPresent()) {
			return false;
		}
		rows.supersede(locked, change, change.createdAt());
		rows.transitions().edit(change, edited);
		return true;
	}

	/**
	 * Puts down another change in place of each that failed and is not newer than that,
	 * at most so many. Returns false if there are none. Has to run in a transaction.
	 */
	public boolean tryAgain(Items items, UUID upTo, int most) {
		List<Change> failed = changes.failedOf(items.batch(), upTo, most);
		hold(failed.stream().map(Change::integration));
		failed.forEach((change) -> changes.replace(change.id(),
				add(items, new Wanted(change.integration(), Patch.of(change.requested(), Map.of()))).id()));
		return !failed.isEmpty();
	}

	private void hold(Stream<IntegrationRef> all) {
		integrations.hold(all.toList(), clock.instant());
	}

	private Change add(Items items, Wanted wanted) {
		LockedIntegration locked = rows.lock(wanted.integration());
		Change change = Change.ofBatch(items, wanted, rows.now(locked.integration()));
		rows.transitions().add(Intended.of(change).judged());
		// A revert stands back for what others asked for
		if (items.source() != ChangeSource.REVERT) {
			rows.supersede(locked, change, change.createdAt());
		}
		return change;
	}

	/** What is asked for an integration; no credentials. */
	public record Wanted(IntegrationRef integration, Patch patch) {
	}

	/**
	 * What the changes of a batch have in common.
	 *
	 * @param source {@link ChangeSource#BATCH} or {@link ChangeSource#REVERT}
	 * @param guarded whether the guard of the batch says when they may start
	 * @param notBefore when they are to be applied at the earliest; null: at once
	 */
	public record Items(UUID batch, ChangeSource source, boolean guarded, @Nullable String reason, Actor actor,
			Instant notAfter, @Nullable Instant notBefore) {

		/**
		 * Whether none of them has to wait for its time, a guard, or a look at others.
		 */
		private boolean mayBeEditedAt(Instant now) {
			return source != ChangeSource.REVERT && !guarded && (notBefore == null || !notBefore.isAfter(now));
		}

	}

}
