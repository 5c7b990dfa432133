package io.switchgear.change.background;

import io.github.resilience4j.ratelimiter.RateLimiter;
import io.switchgear.outbound.BackgroundGate;
import io.switchgear.outbound.Holds;

/**
 * How many changes may be applied in the background at a provider, as seen from this
 * replica: none while it is on hold or in trouble, never more than its share of threads,
 * and those of batches at the rate that is set for it.
 */
final class Admittance {

	private final String provider;

	private final Holds holds;

	private final BackgroundGate gate;

	private final RateLimiter rate;

	private final int maxAtOnce;

	Admittance(String provider, Holds holds, BackgroundGate gate, RateLimiter rate, int maxAtOnce) {
		this.provider = provider;
		this.holds = holds;
		this.gate = gate;
		this.rate = rate;
		this.maxAtOnce = maxAtOnce;
	}

	/** Whether at most half of its share of threads is free. */
	boolean isCrowded(int running) {
		return running > maxAtOnce / 2;
	}

	/** Lets in as many as there is room for. Each has to {@link #leave}. */
	int enter() {
		if (holds.of(provider).isPresent()) {
			return 0;
		}
		int entered = 0;
		while (entered < maxAtOnce && gate.enter(maxAtOnce)) {
			entered++;
		}
		return entered;
	}

	void leave(int left) {
		for (int index = 0; index < left; index++) {
			gate.leave();
		}
	}

	/** How many of so many the rate of batches lets through now. */
	int paced(int wanted) {
		int paced = 0;
		while (paced < wanted && rate.acquirePermission()) {
			paced++;
		}
		return paced;
	}

}
