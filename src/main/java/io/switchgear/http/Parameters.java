package io.switchgear.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.Text;
import io.switchgear.problem.WireName;
import org.jspecify.annotations.Nullable;

/** Checks values of the query. */
public final class Parameters {

	static final String TIME = "must be a time such as 2026-12-01T00:00:00Z, of a year from 0000 to 9999";

	private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");

	private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");

	private Parameters() {
	}

	/**
	 * The constant that a parameter names; null where it is absent.
	 * @throws ProblemException with {@code request.invalid} if it names none
	 */
	public static <E extends Enum<E> & WireName> @Nullable E oneOf(String name, @Nullable String value, Class<E> type) {
		E constant = (value != null) ? constant(type, value) : null;
		if (value != null && constant == null) {
			throw Problem.invalid(name, oneOf(type)).asException();
		}
		return constant;
	}

	/**
	 * The text of a parameter; null where it is absent.
	 * @throws ProblemException with {@code request.invalid} if it is blank, too long or
	 * may not be stored
	 */
	public static @Nullable String text(String name, @Nullable String value, int longest) {
		if (value != null && !isText(value, longest)) {
			throw Problem.invalid(name, textOf(longest)).asException();
		}
		return value;
	}

	/**
	 * The time of a parameter; null where it is absent.
	 * @throws ProblemException with {@code request.invalid} if it is none
	 */
	public static @Nullable Instant time(String name, @Nullable String value) {
		Instant time = (value != null) ? instant(value).orElse(null) : null;
		if (value != null && time == null) {
			throw Problem.invalid(name, TIME).asException();
		}
		return time;
	}

	/**
	 * What callers write a time as (RFC 3339); empty if it is none. Years have four
	 * digits there, which databases and clients can read too.
	 */
	public static Optional<Instant> instant(String value) {
		try {
			Instant time = OffsetDateTime.parse(value).toInstant();
			return (time.isBefore(FIRST) || !time.isBefore(END)) ? Optional.empty() : Optional.of(time);
		}
		catch (DateTimeException ex) {
			return Optional.empty();
		}
	}

	/**
	 * The problem code of a parameter; null where it is absent.
	 * @throws ProblemException with {@code request.invalid} if there is no such code
	 */
	public static @Nullable String code(String name, @Nullable String value) {
		if (value != null && ProblemCode.of(value).isEmpty()) {
			throw Problem.invalid(name, "must be the code of a problem, see /problems").asException();
		}
		return value;
	}

	static boolean isText(String value, int longest) {
		return !value.isBlank() && value.codePointCount(0, value.length()) <= longest && Text.isStorable(value);
	}

	static String textOf(int longest) {
		return "must have from 1 to %d characters, without control characters and halves of surrogate pairs"
			.formatted(longest);
	}

	static <E extends Enum<E> & WireName> @Nullable E constant(Class<E> type, String value) {
		return Arrays.stream(type.getEnumConstants())
			.filter((constant) -> constant.wireName().equals(value))
			.findFirst()
			.orElse(null);
	}

	static <E extends Enum<E> & WireName> String oneOf(Class<E> type) {
		List<String> names = Arrays.stream(type.getEnumConstants()).map(WireName::wireName).toList();
		return "must be one of " + names;
	}

}
