package io.switchgear.integration;

import io.switchgear.problem.WireName;

/** How a list of integrations is sorted. */
public enum Sort implements WireName {

	ID("id"),
	/** The last one first. */
	UPDATED_AT("updatedAt");

	private final String wireName;

	Sort(String wireName) {
		this.wireName = wireName;
	}

	@Override
	public String wireName() {
		return wireName;
	}

}
