package io.switchgear.batch;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;
import io.switchgear.integration.Patch;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import io.switchgear.security.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Batches of the same change for many integrations. An accepted batch survives this
 * process: its items get changes of their own step by step, which are applied in the
 * background like any other.
 */
public final class Batches {

	/** How many integrations a batch may have. */
	public static final int MAX_ITEMS = 10_000;

	// RFC 9562, section 5.9: "the absence of any other UUID value"
	private static final UUID NO_ID = new UUID(0, 0);

	private static final Set<BatchState> HAS_ENDED = EnumSet.of(BatchState.SUCCEEDED, BatchState.PARTIALLY_FAILED,
			BatchState.FAILED);

	private final BatchStore store;

	private final BatchProperties properties;

	private final ExpansionTask task;

	private final TransactionTemplate transaction;

	private final Clock clock;

	Batches(BatchStore store, BatchProperties properties, ExpansionTask task, TransactionTemplate transaction,
			Clock clock) {
		this.store = store;
		this.properties = properties;
		this.task = task;
		this.transaction = transaction;
		this.clock = clock;
	}

	/** Accepts a batch, in the transaction of the caller if there is one. */
	public Batch accept(BatchRequest request) {
		return transaction.execute((status) -> {
			UUID id = UuidCreator.getTimeOrderedEpoch();
			store.insert(id, request, begin(request.rails().notBefore()).plus(properties.patience()));
			task.schedule(id, clock.instant());
			return get(id, null);
		});
	}

	/** The batch that would be accepted; nothing is written, and no id is given away. */
	public Batch preview(BatchRequest request) {
		int total = request.integrations().size();
		Progress progress = new Progress(total, total, 0, 0, 0, 0);
		Patch patch = request.patch();
		BatchAction action = BatchAction.of(patch);
		return new Batch(NO_ID, action, (patch != null && action == BatchAction.UPDATE) ? patch.requested() : null,
				null, request.reason(), request.actor(), BatchState.PENDING, progress, clock.instant(), null, null,
				request.rails(), null);
	}

	/**
	 * The batch of that id, as far as it is about these providers.
	 * @param providers null: all
	 * @throws ProblemException with {@code batch.not-found}
	 */
	public Batch get(UUID id, @Nullable Set<String> providers) {
		return store.find(id, providers)
			.orElseThrow(() -> Problem.of(ProblemCode.BATCH_NOT_FOUND, "No batch has that id").asException());
	}

	/**
	 * The failed items of a batch by the code of their problem, the most frequent ones
	 * first. Those that are to be tried again are left out.
	 * @param providers null: all
	 */
	public List<Failures> failures(UUID id, @Nullable Set<String> providers) {
		return store.failures(id, providers);
	}

	/** Whose integrations the batch is about; empty where no batch has that id. */
	public Set<String> providers(UUID id) {
		return store.providers(id);
	}

	/**
	 * Lets nothing of it start from now on. What waits is withdrawn in the background.
	 * @throws ProblemException with {@code change.not-cancellable} if the batch has ended
	 */
	public Batch cancel(UUID id, Actor by) {
		return transaction.execute((status) -> {
			Batch batch = get(id, null);
			boolean itemByItem = batch.state() == BatchState.CANCELLED && batch.cancelledAt() == null;
			if (itemByItem || HAS_ENDED.contains(batch.state())) {
				throw Problem.of(ProblemCode.CHANGE_NOT_CANCELLABLE, "The batch has ended").asException();
			}
			store.cancel(id, by);
			return get(id, null);
		});
	}

	/**
	 * Gives each item that failed another change, on behalf of whoever asks.
	 * @throws ProblemException with {@code batch.cancelled}
	 */
	public Batch retryFailed(UUID id, Actor actor) {
		return transaction.execute((status) -> {
			boolean cancelled = get(id, null).cancelledAt() != null;
			// It may be cancelled meanwhile
			if (cancelled || !store.retry(id, actor, clock.instant().plus(properties.patience()))) {
				throw Problem
					.of(ProblemCode.BATCH_CANCELLED,
							"The batch was cancelled; start a new one with those of its items that are to be changed")
					.asException();
			}
			task.schedule(id, clock.instant());
			return get(id, null);
		});
	}

	private Instant begin(@Nullable Instant notBefore) {
		Instant now = clock.instant();
		return (notBefore != null && notBefore.isAfter(now)) ? notBefore : now;
	}

}
