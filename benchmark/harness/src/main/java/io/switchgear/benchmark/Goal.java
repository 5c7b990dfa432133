package io.switchgear.benchmark;

import java.time.Duration;

/** Says when a load has done what it is for. */
interface Goal {

	boolean isReached(long requests, long elapsedNanos);

	static Goal after(Duration duration) {
		return (_, elapsed) -> elapsed >= duration.toNanos();
	}

	/** That many requests, but no longer than that. */
	static Goal requests(long count, Duration atMost) {
		return (requests, elapsed) -> requests >= count || elapsed >= atMost.toNanos();
	}

}
