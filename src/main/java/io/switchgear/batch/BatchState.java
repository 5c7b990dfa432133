package io.switchgear.batch;

import com.fasterxml.jackson.annotation.JsonValue;

import java.util.Locale;

/** How far a batch has come. */
public enum BatchState {

	PENDING, RUNNING, SUCCEEDED, PARTIALLY_FAILED, FAILED, CANCELLED;

	@JsonValue
	public String wireName() {
		return name().toLowerCase(Locale.ROOT);
	}

}
