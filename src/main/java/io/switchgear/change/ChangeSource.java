package io.switchgear.change;

import io.switchgear.problem.WireName;

/** What a change came from, or what ended it in its place. */
public enum ChangeSource implements WireName {

	API, BATCH, REVERT, RECOVERY, OTHER;

	/**
	 * {@link #OTHER} for what a newer release wrote: lists and streams go on beside it.
	 */
	public static ChangeSource of(String wireName) {
		return WireName.of(ChangeSource.class, wireName, OTHER);
	}

}
