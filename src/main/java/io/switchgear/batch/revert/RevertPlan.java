package io.switchgear.batch.revert;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.switchgear.batch.Batch;
import io.switchgear.change.revert.Reversal;
import io.switchgear.connector.IntegrationRef;

/**
 * What a revert would do.
 *
 * @param batch the batch that would be accepted
 * @param items all items of the batch that is taken back, in its order
 * @param unseen those whose provider could not be looked at in time; they may turn out to
 * be skipped
 */
public record RevertPlan(Batch batch, List<Reversal> items, Set<IntegrationRef> unseen) {

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
