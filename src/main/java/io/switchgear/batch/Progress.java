package io.switchgear.batch;

/**
 * How many items of a batch are in which state. They add up to the size of the batch.
 *
 * @param pending those that wait, with or without a change of their own yet
 */
public record Progress(int total, int pending, int applying, int succeeded, int failed, int cancelled) {

	/** Whether an item has not ended. */
	public boolean anyOpen() {
		return pending + applying > 0;
	}

	/**
	 * The state they make.
	 * @param withdrawn whether the batch itself was, and not only single items
	 */
	BatchState state(boolean withdrawn) {
		if (pending + applying > 0) {
			return (pending == total) ? BatchState.PENDING : BatchState.RUNNING;
		}
		if (failed > 0) {
			return (failed == total) ? BatchState.FAILED : BatchState.PARTIALLY_FAILED;
		}
		boolean overriddenAtMost = succeeded > 0 && !withdrawn;
		return (succeeded == total || overriddenAtMost) ? BatchState.SUCCEEDED : BatchState.CANCELLED;
	}

	/** The state of a batch that its guard stopped, however many items failed. */
	BatchState stateOfStopped() {
		return (applying > 0) ? BatchState.RUNNING : BatchState.CANCELLED;
	}

}
