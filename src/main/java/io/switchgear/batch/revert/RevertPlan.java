package io.switchgear.batch.revert;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.switchgear.batch.Batch;
import io.switchgear.change.revert.Reversal;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;

/**
 * What a revert would do.
 *
 * @param batch the batch that would be accepted
 * @param items the items of the batch that is taken back, in its order, as far as they
 * may be told
 * @param unseen those whose provider could not be looked at in time; they may turn out to
 * be skipped
 */
public record RevertPlan(Batch batch, List<Reversal> items, Set<IntegrationRef> unseen) {

	/**
	 * Refuses another number of items than was expected.
	 * @throws ProblemException with {@code batch.selection-changed}
	 */
	public void requireTotal(int expected) {
		require(expected, batch.progress().total());
	}

	/**
	 * The same of what has become of the items since. What the providers did not show any
	 * more when this was planned is not counted, and neither is what this does not tell.
	 */
	void requireTotal(int expected, List<Reversal> now) {
		Set<IntegrationRef> counted = items.stream()
			.filter((item) -> !(item instanceof Reversal.Skipped skipped
					&& skipped.code() == ProblemCode.REVERT_CHANGED_AT_PROVIDER))
			.map(Reversal::integration)
			.collect(Collectors.toSet());
		require(expected,
				(int) now.stream()
					.filter((item) -> item instanceof Reversal.Restored && counted.contains(item.integration()))
					.count());
	}

	private static void require(int expected, int total) {
		if (total != expected) {
			throw Problem
				.of(ProblemCode.BATCH_SELECTION_CHANGED,
						"%d integrations would be restored, and %d were expected".formatted(total, expected))
				.asException();
		}
	}

	/** How many would be skipped, by code, the most frequent ones first. */
	public List<Skips> skips() {
		Map<String, Long> counts = items.stream()
			.filter(Reversal.Skipped.class::isInstance)
			.map(Reversal.Skipped.class::cast)
			.collect(Collectors.groupingBy((one) -> one.code().code(), Collectors.counting()));
		return counts.entrySet()
			.stream()
			.sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
			.map((one) -> new Skips(one.getKey(), one.getValue().intValue()))
			.toList();
	}

}
