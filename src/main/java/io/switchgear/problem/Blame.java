package io.switchgear.problem;

import com.fasterxml.jackson.annotation.JsonValue;

import java.util.Locale;

/** Whose fault a problem is, and so who has to act. */
public enum Blame {

	CALLER, PROVIDER, GATEWAY;

	@JsonValue
	public String wireName() {
		return name().toLowerCase(Locale.ROOT);
	}

}
