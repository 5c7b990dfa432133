package io.switchgear.integration;

import com.fasterxml.jackson.annotation.JsonValue;

import java.util.Locale;

/** How what was asked for and what the provider has relate. */
public enum Sync {

	IN_SYNC, PENDING, DRIFTED, UNKNOWN;

	@JsonValue
	public String wireName() {
		return name().toLowerCase(Locale.ROOT);
	}

	static Sync of(String wireName) {
		return valueOf(wireName.toUpperCase(Locale.ROOT));
	}

}
