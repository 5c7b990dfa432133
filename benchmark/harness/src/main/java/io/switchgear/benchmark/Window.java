package io.switchgear.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What was measured of one target for some seconds; values are per request. */
record Window(double requests, double perSecond, double processMicros, double databaseMicros, double p50Millis,
		double p99Millis, double statements, double walBytes, double failed) {

	/** Puts a load on a target and measures what it costs. */
	static Window measure(Target target, Workload workload, LoadOnTarget load) {
		Postgres.Counters counters = target.counters();
		long database = target.databaseCpuMicros();
		long process = target.server().cpuMicros();
		Tally tally = load.put(target);
		process = target.server().cpuMicros() - process;
		database = target.databaseCpuMicros() - database;
		Postgres.Counters after = target.counters();
		double requests = Math.max(1, tally.requests() / (double) target.calls(workload));
		return new Window(requests, requests / tally.seconds(), process / requests, database / requests,
				tally.millis(50), tally.millis(99), (after.statements() - counters.statements()) / requests,
				(after.walBytes() - counters.walBytes()) / requests, tally.others(200) / (double) tally.requests());
	}

	@Override
	public String toString() {
		return String.format(Locale.ROOT,
				"%.0f/s, CPU %.0f + %.0f µs, p50/p99 %.2f/%.2f ms, %.2f statements, failed %.2f %%", perSecond,
				processMicros, databaseMicros, p50Millis, p99Millis, statements, failed * 100);
	}

	double sum() {
		return processMicros + databaseMicros;
	}

	static Range range(List<Window> windows, ToDoubleFunction<Window> value) {
		return Range.of(windows.stream().mapToDouble(value));
	}

	/** Sends requests to a target for the time of a window. */
	interface LoadOnTarget {

		Tally put(Target target);

	}

}
