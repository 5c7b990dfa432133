package io.switchgear.change;

import io.switchgear.connector.Desired;
import io.switchgear.integration.Patch;
import io.switchgear.problem.WireName;

/** What a change does. */
public enum ChangeAction implements WireName {

	ENABLE, DISABLE, UPDATE, FORGET, OTHER;

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
	public static ChangeAction of(String wireName) {
		return WireName.of(ChangeAction.class, wireName, OTHER);
	}

}
