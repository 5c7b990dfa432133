package io.switchgear.benchmark;

import java.time.Duration;

/**
 * How long each target is warmed and measured. Every target is warmed by the same number
 * of requests, because the JIT compiler needs requests and not time.
 */
record Effort(int warmRequests, Duration warmAtLeast, Duration warmAtMost, int windows, Duration window) {

	static final Effort FULL = new Effort(60_000, Duration.ofSeconds(90), Duration.ofMinutes(5), 3,
			Duration.ofSeconds(20));

	static final Effort QUICK = new Effort(20_000, Duration.ZERO, Duration.ofSeconds(60), 3, Duration.ofSeconds(6));

	Goal warm(int calls) {
		return (requests, elapsed) -> (requests >= (long) warmRequests * calls && elapsed >= warmAtLeast.toNanos())
				|| elapsed >= warmAtMost.toNanos();
	}

}
