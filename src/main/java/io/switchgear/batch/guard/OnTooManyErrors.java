package io.switchgear.batch.guard;

import io.switchgear.problem.WireName;

/** What becomes of a batch that had too many errors, apart from being stopped. */
public enum OnTooManyErrors implements WireName {

	/** What it changed is restored once all of its items have ended. */
	REVERT

}
