package io.switchgear.benchmark;

import java.time.Duration;

/** How thoroughly everything is measured. */
enum Effort {

	/** For the report. */
	FULL(120_000, Duration.ofSeconds(90), Duration.ofMinutes(5), 3, Duration.ofSeconds(20)),

	/** For a look while working: twice the calls after which C2 compiles a method. */
	QUICK(60_000, Duration.ZERO, Duration.ofMinutes(3), 3, Duration.ofSeconds(6)),

	/** Shows only that everything runs. */
	SMOKE(500, Duration.ZERO, Duration.ofSeconds(10), 1, Duration.ofSeconds(2));

	private final int warmRequests;

	private final Duration warmAtLeast;

	private final Duration warmAtMost;

	private final int windows;

	private final Duration window;

	Effort(int warmRequests, Duration warmAtLeast, Duration warmAtMost, int windows, Duration window) {
		this.warmRequests = warmRequests;
		this.warmAtLeast = warmAtLeast;
		this.warmAtMost = warmAtMost;
		this.windows = windows;
		this.window = window;
	}

	int windows() {
		return windows;
	}

	Duration window() {
		return window;
	}

	/**
	 * Every target is warmed by the same number of requests, because the JIT compiler
	 * needs requests and not time.
	 */
	Goal warm(int calls) {
		return (requests, elapsed) -> (requests >= (long) warmRequests * calls && elapsed >= warmAtLeast.toNanos())
				|| elapsed >= warmAtMost.toNanos();
	}

	/** One of three values: for the report, for a look, or to show that it runs. */
	<T> T pick(T full, T quick, T smoke) {
		return switch (this) {
			case FULL -> full;
			case QUICK -> quick;
			case SMOKE -> smoke;
		};
	}

}
