package io.switchgear.batch;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import io.switchgear.change.BatchChanges;
import io.switchgear.change.ChangeSource;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.integration.Patch;
import io.switchgear.security.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/** Carries out accepted batches, a short transaction at a time. */
final class BatchSteps {

	// Small, so that writes to the same integrations need not wait long.
	private static final int STEP = 200;

	/** Each takes several statements, while the rows of all of them are held. */
	private static final int RETRIES = 50;

	private final BatchStore store;

	private final BatchChanges changes;

	private final TransactionTemplate transaction;

	BatchSteps(BatchStore store, BatchChanges changes, TransactionTemplate transaction) {
		this.store = store;
		this.changes = changes;
		this.transaction = transaction;
	}

	/**
	 * Carries out what was asked for, as far as one short transaction goes. Says whether
	 * there may be more to do.
	 */
	boolean next(UUID id) {
		return transaction.execute((status) -> store.lock(id).map((work) -> next(id, work)).orElse(false));
	}

	private boolean next(UUID id, BatchStore.Expansion work) {
		if (work.cancelled()) {
			return false;
		}
		if (work.expanded() < work.items().size()) {
			int until = Math.min(work.expanded() + STEP, work.items().size());
			changes.add(items(id, work, work.actor(), work.notBefore()),
					work.items().subList(work.expanded(), until).stream().map((item) -> wanted(work, item)).toList());
			store.expanded(id, until);
			return true;
		}
		if (work.retryUpTo() == null) {
			return false;
		}
		boolean more = changes.tryAgain(items(id, work, work.retriedBy(), null), work.retryUpTo(), RETRIES);
		if (!more) {
			store.retried(id);
		}
		return more;
	}

	private static BatchChanges.Items items(UUID id, BatchStore.Expansion work, Actor actor,
			@Nullable Instant notBefore) {
		return new BatchChanges.Items(id, (work.patch() != null) ? ChangeSource.BATCH : ChangeSource.REVERT,
				work.guarded(), work.reason(), actor, work.notAfter(), notBefore);
	}

	/** The ids were checked when the batch was accepted. */
	private static BatchChanges.Wanted wanted(BatchStore.Expansion work, String item) {
		Patch patch = work.patch();
		return new BatchChanges.Wanted(IntegrationRef.parse(item).orElseThrow(),
				(patch != null) ? patch : Patch.of(Objects.requireNonNull(work.restores().get(item)), Map.of()));
	}

}
