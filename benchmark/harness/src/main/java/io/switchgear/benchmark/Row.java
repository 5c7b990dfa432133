package io.switchgear.benchmark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured of one target: figures by the name of their column. */
record Row(String target, Map<String, Range> figures) {

	static Row of(String target) {
		return new Row(target, new LinkedHashMap<>());
	}

	/** How long requests took, in several windows. */
	static Row latency(String target, List<Tally> windows) {
		return Row.of(target)
			.with("p50 ms", Range.of(windows.stream().mapToDouble((tally) -> tally.millis(50))))
			.with("p99 ms", Range.of(windows.stream().mapToDouble((tally) -> tally.millis(99))))
			.with("failed", Range.of(windows.stream().mapToDouble((tally) -> tally.others(200))));
	}

	Row with(String column, Range range) {
		figures.put(column, range);
		return this;
	}

	Row with(String column, double value) {
		return with(column, Range.of(value));
	}

	double median(String column) {
		Range range = figures.get(column);
		return (range != null) ? range.median() : 0;
	}

}
