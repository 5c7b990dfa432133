package io.switchgear.change;

import io.switchgear.problem.WireName;

/** How far a change has come. */
public enum ChangeState implements WireName {

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

	/**
	 * {@link #OTHER} for what a newer release wrote: lists and streams go on beside it.
	 */
	public static ChangeState of(String wireName) {
		return WireName.of(ChangeState.class, wireName, OTHER);
	}

}
