package io.switchgear.integration;

import com.fasterxml.jackson.annotation.JsonValue;

import java.util.Locale;

/** How far a change has come. */
public enum ChangeState {

	/** Accepted, not started. */
	PENDING,
	/** The provider is being called. */
	APPLYING,
	/** The provider confirmed it. */
	SUCCEEDED,
	/** It ended with a problem. */
	FAILED,
	/** It was withdrawn before it started. */
	CANCELLED;

	@JsonValue
	public String wireName() {
		return name().toLowerCase(Locale.ROOT);
	}

	static ChangeState of(String wireName) {
		return valueOf(wireName.toUpperCase(Locale.ROOT));
	}

}
