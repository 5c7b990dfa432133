package io.switchgear.integration;

import com.fasterxml.jackson.annotation.JsonValue;

import java.util.Arrays;
import java.util.Locale;

/** How what was asked for and what the provider has relate. */
public enum Sync {

	IN_SYNC, PENDING, DRIFTED, UNKNOWN;

	@JsonValue
	public String wireName() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** {@link #UNKNOWN} for what a newer release wrote. */
	static Sync of(String wireName) {
		return Arrays.stream(values()).filter((known) -> known.wireName().equals(wireName)).findFirst().orElse(UNKNOWN);
	}

}
