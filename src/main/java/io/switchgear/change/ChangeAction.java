package io.switchgear.change;

import java.util.Arrays;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;
import io.switchgear.connector.Desired;
import io.switchgear.integration.Patch;

/** What a change does. */
public enum ChangeAction {

	ENABLE, DISABLE, UPDATE, OTHER;

	@JsonValue
	public String wireName() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** A switch is one however it was asked for. */
	public static ChangeAction of(Patch patch) {
		Desired desired = patch.desired();
		boolean onlySwitches = desired.settings().isEmpty() && desired.credentials().isEmpty()
				&& patch.displayName() == null && patch.labels() == null && patch.forgotten().isEmpty();
		if (desired.enabled() == null || !onlySwitches) {
			return UPDATE;
		}
		return desired.enabled() ? ENABLE : DISABLE;
	}

	/**
	 * {@link #OTHER} for what a newer release wrote: lists and streams go on beside it.
	 */
	static ChangeAction of(String wireName) {
		return Arrays.stream(values()).filter((known) -> known.wireName().equals(wireName)).findFirst().orElse(OTHER);
	}

}
