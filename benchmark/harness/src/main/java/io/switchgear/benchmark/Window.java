package io.switchgear.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What was measured of one target for some seconds. */
record Window(Tally tally, double requests, Usage used) {

	/** Puts a load on a target and measures what it costs. */
	static Window measure(Target target, int callsPerRequest, LoadOnTarget load) {
		Usage before = Usage.of(target);
		Tally tally = load.put(target);
		return new Window(tally, Math.max(1, tally.requests() / (double) callsPerRequest),
				Usage.of(target).since(before));
	}

	double perSecond() {
		return requests / tally.seconds();
	}

	double processMicros() {
		return used.processMicros() / requests;
	}

	double databaseMicros() {
		return used.databaseMicros() / requests;
	}

	double sum() {
		return processMicros() + databaseMicros();
	}

	double statements() {
		return used.statements() / requests;
	}

	double walBytes() {
		return used.walBytes() / requests;
	}

	double p50() {
		return tally.millis(50);
	}

	double p99() {
		return tally.millis(99);
	}

	double failedPercent() {
		return 100.0 * tally.others(200) / tally.requests();
	}

	/** How much of the machine had gone to programs that are not part of this. */
	double othersPercent() {
		double available = tally.seconds() * 1e6 * Runtime.getRuntime().availableProcessors();
		return Math.max(0, 100 * used.othersMicros() / available);
	}

	static Range range(List<Window> windows, ToDoubleFunction<Window> value) {
		return Range.of(windows.stream().mapToDouble(value));
	}

	@Override
	public String toString() {
		return String.format(Locale.ROOT,
				"%.0f/s, CPU %.0f + %.0f µs, p50/p99 %.2f/%.2f ms, %.2f statements, %s, others %.0f %%", perSecond(),
				processMicros(), databaseMicros(), p50(), p99(), statements(), tally, othersPercent());
	}

	/** Sends requests to a target for the time of a window. */
	interface LoadOnTarget {

		Tally put(Target target);

	}

}
