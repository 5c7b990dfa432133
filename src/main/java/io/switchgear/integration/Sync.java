package io.switchgear.integration;

import io.switchgear.problem.WireName;

/** How what was asked for and what the provider has relate. */
public enum Sync implements WireName {

	IN_SYNC, PENDING, DRIFTED, UNKNOWN;

	/** {@link #UNKNOWN} for what a newer release wrote. */
	static Sync of(String wireName) {
		return WireName.of(Sync.class, wireName, UNKNOWN);
	}

}
