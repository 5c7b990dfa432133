package io.switchgear.batch.revert;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.switchgear.batch.Batch;
import io.switchgear.batch.BatchRequest;
import io.switchgear.batch.Batches;
import io.switchgear.batch.guard.Rails;
import io.switchgear.change.revert.Reversal;
import io.switchgear.change.revert.Reversal.Restored;
import io.switchgear.change.revert.Reversal.Skipped;
import io.switchgear.change.revert.Reversals;
import io.switchgear.jdbc.Page;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import io.switchgear.security.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes back what batches changed: each item is a batch's item like any other, asked for
 * what was there before, unless others have changed the same since. That is found out
 * when the revert is accepted, and once more when the turn of the item has come.
 */
public final class Reverts {

	private final Batches batches;

	private final RevertStore store;

	private final Reversals reversals;

	private final TransactionTemplate transaction;

	Reverts(Batches batches, RevertStore store, Reversals reversals, TransactionTemplate transaction) {
		this.batches = batches;
		this.store = store;
		this.reversals = reversals;
		this.transaction = transaction;
	}

	/**
	 * Accepts the revert of a batch, in the transaction of the caller if there is one.
	 * @param actor who decided; a name of this gateway's own if it decides by itself
	 * @throws ProblemException with {@code batch.not-found}, or {@code batch.running} if
	 * an item of it has not ended
	 */
	public Batch accept(UUID id, Actor actor, @Nullable String reason) {
		return accept(id, actor, reason, (items) -> {
		});
	}

	/**
	 * The same, unless it would restore another number of items than was expected.
	 * @param plan what it comes to as the providers are now
	 * @throws ProblemException also with {@code batch.selection-changed}
	 */
	public Batch accept(UUID id, Actor actor, @Nullable String reason, RevertPlan plan, int expectedTotal) {
		return accept(id, actor, reason, (items) -> plan.requireTotal(expectedTotal, items));
	}

	private Batch accept(UUID id, Actor actor, @Nullable String reason, Consumer<List<Reversal>> check) {
		return transaction.execute((status) -> {
			store.lock(id);
			List<Reversal> items = items(id);
			check.accept(items);
			Batch accepted = batches.accept(request(items, actor, reason));
			store.mark(accepted.id(), id, only(Restored.class, items), only(Skipped.class, items));
			return batches.get(accepted.id(), null);
		});
	}

	/**
	 * What {@link #accept} would do, and what would become of it as the providers are
	 * now. Takes some seconds; writes nothing.
	 * @param readable of which providers the plan may tell
	 * @throws ProblemException as {@link #accept}
	 */
	public RevertPlan plan(UUID id, Actor actor, @Nullable String reason, Predicate<String> readable) {
		Reversals.Outlook outlook = reversals
			.outlook(items(id).stream().filter((item) -> readable.test(item.integration().provider())).toList());
		return new RevertPlan(batches.preview(request(outlook.reversals(), actor, reason)).reverting(id),
				outlook.reversals(), outlook.unseen());
	}

	/**
	 * How many items were not reverted, by code, the most frequent ones first.
	 * @param providers null: all
	 */
	public List<Skips> skips(UUID id, @Nullable Set<String> providers) {
		return store.skips(id, providers);
	}

	/**
	 * The items that were not reverted, in the order of their ids.
	 * @param providers null: all
	 * @param after the item with which the part before ended
	 */
	public Page<SkippedItem> skipped(UUID id, @Nullable Set<String> providers, @Nullable String code,
			@Nullable String after, int limit) {
		return store.page(id, providers, code, after, limit);
	}

	private List<Reversal> items(UUID id) {
		if (batches.get(id, null).progress().anyOpen()) {
			throw Problem
				.of(ProblemCode.BATCH_RUNNING, "Items of the batch have not ended; wait for them, or cancel the batch")
				.asException();
		}
		return reversals.of(id, store.items(id));
	}

	private static BatchRequest request(List<Reversal> items, Actor actor, @Nullable String reason) {
		return new BatchRequest(null, reason, actor,
				only(Restored.class, items).stream().map(Restored::integration).toList(), null, Rails.NONE);
	}

	private static <T extends Reversal> List<T> only(Class<T> kind, List<Reversal> items) {
		return items.stream().filter(kind::isInstance).map(kind::cast).toList();
	}

}
