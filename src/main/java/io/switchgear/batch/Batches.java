package io.switchgear.batch;

import com.github.f4b6a3.uuid.UuidCreator;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import io.switchgear.connector.IntegrationRef;
import io.switchgear.connector.Providers;
import io.switchgear.integration.BatchChanges;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Batches of the same change for many integrations. An accepted batch survives this
 * process: its items get changes of their own step by step, which are applied in the
 * background like any other.
 */
public final class Batches {

	/** How many integrations a batch may have. */
	public static final int MOST_ITEMS = 10_000;

	private static final int STEP = 500;

	private final BatchStore store;

	private final BatchChanges changes;

	private final Providers providers;

	private final BatchProperties properties;

	private final ExpansionTask task;

	private final TransactionTemplate transaction;

	private final Clock clock;

	Batches(BatchStore store, BatchChanges changes, Providers providers, BatchProperties properties, ExpansionTask task,
			TransactionTemplate transaction, Clock clock) {
		this.store = store;
		this.changes = changes;
		this.providers = providers;
		this.properties = properties;
		this.task = task;
		this.transaction = transaction;
		this.clock = clock;
	}

	/** Accepts a batch, in the transaction of the caller if there is one. */
	public Batch accept(BatchRequest request) {
		return transaction.execute((status) -> {
			UUID id = UuidCreator.getTimeOrderedEpoch();
			store.insert(id, request, clock.instant().plus(properties.patience()));
			task.schedule(id, clock.instant());
			return get(id);
		});
	}

	/**
	 * The batch of that id.
	 * @throws ProblemException with {@code batch.not-found}
	 */
	public Batch get(UUID id) {
		return store.find(id)
			.orElseThrow(() -> Problem.of(ProblemCode.BATCH_NOT_FOUND, "No batch has that id").asException());
	}

	/** Whose integrations the batch is about; empty where no batch has that id. */
	public Set<String> providers(UUID id) {
		return store.providers(id);
	}

	/** Withdraws what has not started. */
	public Batch cancel(UUID id) {
		transaction.executeWithoutResult((status) -> store.cancel(id));
		changes.cancelWaiting(id);
		return get(id);
	}

	/** Gives each item that failed another change. */
	public Batch retryFailed(UUID id) {
		changes.retryFailed(id, clock.instant().plus(properties.patience()));
		return get(id);
	}

	/**
	 * Gives the next items of a batch changes of their own. Says whether there is more to
	 * do.
	 */
	boolean expandStep(UUID id) {
		return transaction.execute((status) -> store.lockForExpansion(id).map((expansion) -> {
			int until = Math.min(expansion.expanded() + STEP, expansion.items().size());
			if (expansion.cancelled() || until == expansion.expanded()) {
				return false;
			}
			List<IntegrationRef> refs = expansion.items()
				.subList(expansion.expanded(), until)
				.stream()
				.map(this::ref)
				.toList();
			changes.add(new BatchChanges.Items(id, refs, expansion.enabled(), expansion.reason(), expansion.actor(),
					expansion.notAfter()));
			store.expanded(id, until);
			return until < expansion.items().size();
		}).orElse(false));
	}

	private IntegrationRef ref(String id) {
		int slash = id.indexOf('/');
		return providers.get(id.substring(0, slash)).ref(id.substring(slash + 1));
	}

}
