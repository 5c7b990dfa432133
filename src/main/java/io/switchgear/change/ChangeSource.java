package io.switchgear.change;

import java.util.Arrays;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** What a change came from, or what ended it in its place. */
public enum ChangeSource {

	API, BATCH, RECOVERY, OTHER;

	@JsonValue
	public String wireName() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * {@link #OTHER} for what a newer release wrote: lists and streams go on beside it.
	 */
	static ChangeSource of(String wireName) {
		return Arrays.stream(values()).filter((known) -> known.wireName().equals(wireName)).findFirst().orElse(OTHER);
	}

}
