package io.switchgear.benchmark;

import java.util.Map;
import java.util.TreeMap;

import org.HdrHistogram.Histogram;

/** What a load got: how often each status, and after how many microseconds. */
final class Tally {

	static final int LOST = 0;

	private static final long MAX_MICROS = 120_000_000L;

	private final Map<Integer, Histogram> byStatus = new TreeMap<>();

	private final Histogram all = new Histogram(MAX_MICROS, 3);

	private long elapsedNanos = 1;

	void add(int status, long nanos) {
		long micros = Math.clamp(nanos / 1_000, 0, MAX_MICROS);
		all.recordValue(micros);
		byStatus.computeIfAbsent(status, (_) -> new Histogram(MAX_MICROS, 3)).recordValue(micros);
	}

	void end(long elapsed) {
		elapsedNanos = elapsed;
	}

	long requests() {
		return all.getTotalCount();
	}

	long count(int status) {
		Histogram found = byStatus.get(status);
		return (found != null) ? found.getTotalCount() : 0;
	}

	/** Responses of another status, and requests without a response. */
	long others(int status) {
		return requests() - count(status);
	}

	double seconds() {
		return elapsedNanos / 1e9;
	}

	double millis(double percentile) {
		return all.getValueAtPercentile(percentile) / 1_000.0;
	}

	double millis(int status, double percentile) {
		Histogram found = byStatus.get(status);
		return (found != null) ? found.getValueAtPercentile(percentile) / 1_000.0 : 0;
	}

	@Override
	public String toString() {
		StringBuilder text = new StringBuilder();
		byStatus.forEach((status, found) -> text.append((status == LOST) ? "lost" : status)
			.append(": ")
			.append(found.getTotalCount())
			.append(' '));
		return text.toString().strip();
	}

}
