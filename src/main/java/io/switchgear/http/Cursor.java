package io.switchgear.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Where a part of a list begins, in a form that callers do not take apart. */
public final class Cursor {

	private Cursor() {
	}

	static @Nullable String encode(@Nullable String position) {
		return (position == null) ? null
				: Base64.getUrlEncoder().withoutPadding().encodeToString(position.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * The position as what is read from it; null where there is no cursor.
	 * @param reading empty if the text is no such position
	 */
	public static <T> @Nullable T position(@Nullable String cursor, Function<String, Optional<T>> reading) {
		return (cursor == null) ? null : reading.apply(decode(cursor)).orElseThrow(Cursor::invalid);
	}

	/** For lists of what has time-ordered ids. */
	public static @Nullable UUID timeOrdered(@Nullable String cursor) {
		try {
			return (cursor != null) ? UUID.fromString(decode(cursor)) : null;
		}
		catch (IllegalArgumentException ex) {
			throw invalid();
		}
	}

	private static String decode(String cursor) {
		try {
			String position = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
			if (position.chars().anyMatch(Character::isISOControl)) {
				throw invalid();
			}
			return position;
		}
		catch (IllegalArgumentException ex) {
			throw invalid();
		}
	}

	private static ProblemException invalid() {
		return Problem.invalid("cursor", "must be the nextCursor of an earlier answer").asException();
	}

}
