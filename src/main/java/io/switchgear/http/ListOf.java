package io.switchgear.http;

import java.util.List;
import java.util.function.Function;

import io.switchgear.jdbc.Page;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** The form of every list; {@code nextCursor} is absent on the last part. */
public record ListOf<T>(List<T> items, @Nullable String nextCursor) {

	private static final int LARGEST = 200;

	public static <T, R> ListOf<R> of(Page<T> page, Function<T, R> view) {
		return new ListOf<>(page.items().stream().map(view).toList(), Cursor.encode(page.nextCursor()));
	}

	/**
	 * The size of a part.
	 * @throws ProblemException with {@code request.invalid} if there is no such part
	 */
	public static int checkedLimit(int limit) {
		if (limit < 1 || limit > LARGEST) {
			throw Problem.invalid("limit", "must be from 1 to " + LARGEST).asException();
		}
		return limit;
	}

}
