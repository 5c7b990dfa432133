package io.switchgear.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import io.switchgear.jdbc.Page;
import org.jspecify.annotations.Nullable;

/** The list of batches, newest first. */
public final class BatchList {

	private static final int STEP = 200;

	// The state of a batch is made of its items, which have to be counted: one call looks
	// at so many batches, the next one goes on from there.
	private static final int MAX_STEPS = 5;

	private final BatchStore store;

	BatchList(BatchStore store) {
		this.store = store;
	}

	/**
	 * The newest batches that have not ended.
	 * @param providers a batch is shown if it has an integration of one of them, and
	 * counted as far as it is about them; null: all
	 */
	public List<Batch> running(@Nullable Set<String> providers, int most) {
		return store.running(providers, most).stream().filter((batch) -> batch.progress().anyOpen()).toList();
	}

	/**
	 * A part of the list. It can be shorter than asked for and not be the last one, if
	 * few batches are in the state that is asked for.
	 * @param before the batch with which the part before ended
	 */
	public Page<Batch> list(BatchFilter filter, @Nullable UUID before, int limit) {
		List<Batch> found = new ArrayList<>();
		UUID last = before;
		int step = (filter.state() != null) ? STEP : limit + 1;
		for (int steps = 0; steps < MAX_STEPS; steps++) {
			List<Batch> next = store.list(filter, last, step);
			for (Batch batch : next) {
				if (filter.matches(batch)) {
					if (found.size() == limit) {
						return new Page<>(found, found.getLast().id().toString());
					}
					found.add(batch);
				}
			}
			if (next.size() < step) {
				return new Page<>(found, null);
			}
			last = next.getLast().id();
		}
		return new Page<>(found, String.valueOf(last));
	}

}
