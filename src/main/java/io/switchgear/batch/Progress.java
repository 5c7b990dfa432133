package io.switchgear.batch;

/**
 * How many items of a batch are in which state. They add up to the size of the batch.
 *
 * @param pending those that wait, with or without a change of their own yet
 */
public record Progress(int total, int pending, int applying, int succeeded, int failed, int cancelled) {

	BatchState state() {
		if (pending + applying > 0) {
			return (pending == total) ? BatchState.PENDING : BatchState.RUNNING;
		}
		if (succeeded == total) {
			return BatchState.SUCCEEDED;
		}
		if (failed == total) {
			return BatchState.FAILED;
		}
		return (failed > 0) ? BatchState.PARTIALLY_FAILED : BatchState.CANCELLED;
	}

}
