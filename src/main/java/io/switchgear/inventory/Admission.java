package io.switchgear.inventory;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.switchgear.outbound.BackgroundGate;
import io.switchgear.outbound.Holds;

/**
 * Lets calls that nobody waits for out to a provider, as seen from this replica: none
 * while it is on hold or in trouble, and all at the rate that is set for batches.
 */
record Admission(String provider, Holds holds, BackgroundGate gate, RateLimiter rate) {

	/** One at a time, beside the changes that are applied in the background. */
	private static final int NO_LIMIT_OF_ITS_OWN = Integer.MAX_VALUE;

	/**
	 * Returns false if nothing is to be sent now. Whoever enters has to {@link #leave}.
	 */
	boolean enter() {
		return holds.of(provider).isEmpty() && gate.enter(NO_LIMIT_OF_ITS_OWN);
	}

	void leave() {
		gate.leave();
	}

	/** How many calls of so many the rate lets through now. */
	int paced(int wanted) {
		int paced = 0;
		while (paced < wanted && rate.acquirePermission()) {
			paced++;
		}
		return paced;
	}

}
