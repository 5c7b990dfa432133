package io.switchgear.jdbc;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param nextCursor where the next part begins, null on the last one
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

	/** Cuts what was found with a limit one higher than asked for. */
	public static <T> Page<T> of(List<T> found, int limit, Function<T, String> cursorOf) {
		return (found.size() <= limit) ? new Page<>(found, null)
				: new Page<>(found.subList(0, limit), cursorOf.apply(found.get(limit - 1)));
	}

	public <R> Page<R> map(Function<T, R> mapping) {
		return new Page<>(items.stream().map(mapping).toList(), nextCursor);
	}

}
