package io.switchgear.change;

import java.util.Arrays;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

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
	CANCELLED,
	/** In a state that this release does not know. */
	OTHER;

	@JsonValue
	public String wireName() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * {@link #OTHER} for what a newer release wrote: lists and streams go on beside it.
	 */
	static ChangeState of(String wireName) {
		return Arrays.stream(values()).filter((known) -> known.wireName().equals(wireName)).findFirst().orElse(OTHER);
	}

}
