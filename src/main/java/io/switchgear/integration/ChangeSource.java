package io.switchgear.integration;

import com.fasterxml.jackson.annotation.JsonValue;

import java.util.Locale;

/** What a change came from, or what ended it in its place. */
public enum ChangeSource {

	API, BATCH, RECOVERY;

	@JsonValue
	public String wireName() {
		return name().toLowerCase(Locale.ROOT);
	}

	static ChangeSource of(String wireName) {
		return valueOf(wireName.toUpperCase(Locale.ROOT));
	}

}
