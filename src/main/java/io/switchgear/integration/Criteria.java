package io.switchgear.integration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Collects the conditions of a query that are really asked for. */
final class Criteria {

	private final List<String> conditions = new ArrayList<>();

	private final Map<String, Object> params = new HashMap<>();

	/** Leaves the condition out if its value is null. */
	Criteria and(String condition, String name, @Nullable Object value) {
		if (value != null) {
			conditions.add(condition);
			params.put(name, value);
		}
		return this;
	}

	Criteria param(String name, Object value) {
		params.put(name, value);
		return this;
	}

	String where() {
		return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
	}

	Map<String, Object> params() {
		return params;
	}

	/** A pattern that finds the text anywhere, its own wildcards taken literally. */
	static @Nullable String like(@Nullable String text) {
		return (text != null) ? "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%" : null;
	}

}
