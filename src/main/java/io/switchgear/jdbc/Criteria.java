package io.switchgear.jdbc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** Collects the conditions of a query that are really asked for. */
public final class Criteria {

	private final List<String> conditions = new ArrayList<>();

	private final Map<String, Object> params = new HashMap<>();

	/** Leaves the condition out if its value is null. Nothing is in a list of nothing. */
	public Criteria and(String condition, String name, @Nullable Object value) {
		if (value instanceof Collection<?> values && values.isEmpty()) {
			conditions.add("false");
		}
		else if (value != null) {
			conditions.add(condition);
			params.put(name, value);
		}
		return this;
	}

	public Criteria param(String name, Object value) {
		params.put(name, value);
		return this;
	}

	public String where() {
		return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
	}

	/** One set of conditions for each value of a column, beside those that there are. */
	public Stream<String> each(String column, Collection<String> values) {
		List<String> all = new ArrayList<>();
		for (String value : values) {
			String name = column + all.size();
			params.put(name, value);
			all.add(where() + (conditions.isEmpty() ? " where " : " and ") + column + " = :" + name);
		}
		return all.stream();
	}

	public Map<String, Object> params() {
		return params;
	}

	/**
	 * The values of a list in SQL, which cannot be empty: nothing is called by an empty
	 * name.
	 */
	public static Collection<String> names(@Nullable Collection<String> names) {
		return (names == null || names.isEmpty()) ? List.of("") : names;
	}

	/** A pattern that finds the text anywhere, its own wildcards taken literally. */
	public static @Nullable String like(@Nullable String text) {
		return (text != null) ? "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%" : null;
	}

}
