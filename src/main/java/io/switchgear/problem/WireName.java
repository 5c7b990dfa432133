package io.switchgear.problem;

import java.util.Arrays;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** A constant of an enum that has a name in JSON, in parameters and in columns. */
public interface WireName {

	String name();

	@JsonValue
	default String wireName() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * The constant of that name, or the other one for what a newer release wrote: lists
	 * and streams go on beside it.
	 */
	static <E extends Enum<E> & WireName> E of(Class<E> type, String wireName, E otherwise) {
		return Arrays.stream(type.getEnumConstants())
			.filter((known) -> known.wireName().equals(wireName))
			.findFirst()
			.orElse(otherwise);
	}

}
