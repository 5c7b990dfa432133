package io.switchgear.integration;

import com.fasterxml.jackson.annotation.JsonValue;

import java.util.Locale;

/** What a change does. */
public enum ChangeAction {

	ENABLE, DISABLE, UPDATE;

	@JsonValue
	public String wireName() {
		return name().toLowerCase(Locale.ROOT);
	}

	static ChangeAction of(String wireName) {
		return valueOf(wireName.toUpperCase(Locale.ROOT));
	}

}
