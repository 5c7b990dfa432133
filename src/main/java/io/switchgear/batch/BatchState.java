package io.switchgear.batch;

import io.switchgear.problem.WireName;

/** How far a batch has come. */
public enum BatchState implements WireName {

	PENDING, RUNNING, SUCCEEDED, PARTIALLY_FAILED, FAILED, CANCELLED;

}
