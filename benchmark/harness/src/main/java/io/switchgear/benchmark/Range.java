package io.switchgear.benchmark;

import java.util.Locale;
import java.util.stream.DoubleStream;

/** The median of several windows, with the lowest and the highest. */
record Range(double median, double lowest, double highest) {

	static Range of(DoubleStream values) {
		double[] sorted = values.sorted().toArray();
		return new Range(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
	}

	static Range of(double value) {
		return new Range(value, value, value);
	}

	@Override
	public String toString() {
		return (lowest == highest) ? plain(median)
				: "%s (%s–%s)".formatted(plain(median), plain(lowest), plain(highest));
	}

	private static String plain(double value) {
		String form = (Math.abs(value) >= 100 || value == Math.rint(value)) ? "%,.0f"
				: (Math.abs(value) >= 10) ? "%.1f" : "%.2f";
		return String.format(Locale.ROOT, form, value);
	}

}
