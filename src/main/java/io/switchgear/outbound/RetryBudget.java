package io.switchgear.outbound;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Bounds what retries add to the load of a provider: a share of its calls over a sliding
 * window, plus a floor so that a provider that is seldom called is retried at all. After
 * Finagle's retry budget.
 */
final class RetryBudget {

	private static final double SHARE = 0.2;

	private static final double FLOOR_PER_SECOND = 2;

	private static final Duration WINDOW = Duration.ofSeconds(10);

	private final double share;

	private final double floor;

	private final Duration window;

	private final Clock clock;

	private final Deque<Slice> slices = new ArrayDeque<>();

	private long refusals;

	RetryBudget(double share, double floorPerSecond, Duration window, Clock clock) {
		this.share = share;
		this.floor = floorPerSecond * window.toSeconds();
		this.window = window;
		this.clock = clock;
	}

	/** What every provider gets. */
	static RetryBudget standard(Clock clock) {
		return new RetryBudget(SHARE, FLOOR_PER_SECOND, WINDOW, clock);
	}

	/** Counts a call. */
	synchronized void deposit() {
		currentSlice().calls++;
	}

	/** Takes the credit for one retry, if there is any. */
	synchronized boolean withdraw() {
		Slice now = currentSlice();
		if (available() < 1) {
			refusals++;
			return false;
		}
		now.retries++;
		return true;
	}

	/** How many retries may be made right now. */
	synchronized double balance() {
		currentSlice();
		return Math.max(0, available());
	}

	/** How many retries were refused so far. */
	synchronized long refusals() {
		return refusals;
	}

	private double available() {
		long calls = 0;
		long retries = 0;
		for (Slice slice : slices) {
			calls += slice.calls;
			retries += slice.retries;
		}
		return floor + share * calls - retries;
	}

	private Slice currentSlice() {
		long second = clock.instant().getEpochSecond();
		while (!slices.isEmpty() && slices.getFirst().second <= second - window.toSeconds()) {
			slices.removeFirst();
		}
		if (slices.isEmpty() || slices.getLast().second < second) {
			slices.addLast(new Slice(second));
		}
		return slices.getLast();
	}

	private static final class Slice {

		private final long second;

		private long calls;

		private long retries;

		private Slice(long second) {
			this.second = second;
		}

	}

}
