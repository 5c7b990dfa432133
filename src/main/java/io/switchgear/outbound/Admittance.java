package io.switchgear.outbound;

import java.time.Duration;

import io.github.resilience4j.ratelimiter.RateLimiter;

/**
 * Lets calls that nobody waits for out to a provider, as seen from this replica: none
 * while it is on hold or in trouble, never more than a share of threads, and those that
 * are paced at the rate that is set for batches.
 */
public final class Admittance {

	private final String provider;

	private final Holds holds;

	private final BackgroundGate gate;

	private final RateLimiter rate;

	private final int maxAtOnce;

	/**
	 * Lets in while fewer are inside the gate, which may be shared with others.
	 */
	public Admittance(String provider, Holds holds, BackgroundGate gate, RateLimiter rate, int maxAtOnce) {
		this.provider = provider;
		this.holds = holds;
		this.gate = gate;
		this.rate = rate;
		this.maxAtOnce = maxAtOnce;
	}

	/** Whether at most half of its share of threads is free. */
	public boolean isCrowded(int running) {
		return running > maxAtOnce / 2;
	}

	/** Lets in as many as there is room for. Each has to {@link #leave}. */
	public int enter() {
		int entered = 0;
		while (entered < maxAtOnce && enterOne()) {
			entered++;
		}
		return entered;
	}

	/** Returns false if there is no room. Otherwise it has to {@link #leave}. */
	public boolean enterOne() {
		return holds.of(provider).isEmpty() && gate.enter(maxAtOnce);
	}

	public void leave(int left) {
		for (int index = 0; index < left; index++) {
			gate.leave();
		}
	}

	/**
	 * How many of so many the rate of batches would let through now. Takes none of them.
	 */
	public int pace(int wanted) {
		return Math.min(wanted, rate.getMetrics().getAvailablePermissions());
	}

	/**
	 * How long to wait before the next look, if this one found nothing to let through:
	 * less than that if the rate of batches will let more through before.
	 */
	public Duration pause(Duration longest) {
		if (rate.getMetrics().getAvailablePermissions() > 0) {
			return longest;
		}
		// Half of a period, so that none passes unused
		Duration half = rate.getRateLimiterConfig().getLimitRefreshPeriod().dividedBy(2);
		return (half.compareTo(longest) < 0) ? half : longest;
	}

	/** How many of so many the rate of batches lets through now. */
	public int paced(int wanted) {
		int paced = 0;
		while (paced < wanted && rate.acquirePermission()) {
			paced++;
		}
		return paced;
	}

}
