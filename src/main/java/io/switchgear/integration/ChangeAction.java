package io.switchgear.integration;

import com.fasterxml.jackson.annotation.JsonValue;

import java.util.Arrays;
import java.util.Locale;

/** What a change does. */
public enum ChangeAction {

	ENABLE, DISABLE, UPDATE, OTHER;

	@JsonValue
	public String wireName() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * {@link #OTHER} for what a newer release wrote: lists and streams go on beside it.
	 */
	static ChangeAction of(String wireName) {
		return Arrays.stream(values()).filter((known) -> known.wireName().equals(wireName)).findFirst().orElse(OTHER);
	}

}
