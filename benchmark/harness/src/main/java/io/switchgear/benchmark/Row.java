package io.switchgear.benchmark;

import java.util.LinkedHashMap;
import java.util.Map;

/** What was measured of one target: figures by the name of their column. */
record Row(String target, Map<String, Range> figures) {

	static Row of(String target) {
		return new Row(target, new LinkedHashMap<>());
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
