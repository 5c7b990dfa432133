package io.switchgear.change;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Pauses between looks at the database, which grow so that many who wait are no load, and
 * vary so that they do not come together.
 */
final class Pause {

	private static final Duration FIRST = Duration.ofMillis(10);

	private static final Duration MAX = Duration.ofMillis(250);

	private static final double GROWTH = 1.6;

	private final Instant end;

	private final Clock clock;

	private Duration next = FIRST;

	private Pause(Instant end, Clock clock) {
		this.end = end;
		this.clock = clock;
	}

	static Pause until(Instant end, Clock clock) {
		return new Pause(end, clock);
	}

	/** Waits. Returns false at once if the time is up or the thread is interrupted. */
	boolean take() {
		Duration left = Duration.between(clock.instant(), end);
		if (!left.isPositive() || Thread.currentThread().isInterrupted()) {
			return false;
		}
		long millis = Math.min(left.toMillis() + 1,
				ThreadLocalRandom.current().nextLong(next.toMillis(), 2 * next.toMillis()));
		next = Duration.ofMillis(Math.min(MAX.toMillis() / 2, (long) (next.toMillis() * GROWTH)));
		try {
			Thread.sleep(millis);
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
