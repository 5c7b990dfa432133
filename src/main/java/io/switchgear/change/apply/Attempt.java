package io.switchgear.change.apply;

import java.time.Instant;
import java.util.UUID;

import io.switchgear.integration.IntegrationDetails;
import io.switchgear.problem.ProblemException;

/** What came of an attempt to apply a change. */
public sealed interface Attempt {

	/** The provider confirmed it. */
	record Confirmed(IntegrationDetails integration) implements Attempt {
	}

	/** It has ended with a problem. */
	record Failed(ProblemException problem) implements Attempt {
	}

	/** It waits, and is tried again then. */
	record Postponed(ProblemException problem, Instant nextTry) implements Attempt {
	}

	/** Recovery goes on with it after a pause. */
	record LeftToRecovery(ProblemException problem) implements Attempt {
	}

	/**
	 * The lease ran out and somebody else has it, so nothing was written of what came of
	 * the call.
	 */
	record HeldElsewhere(UUID change) implements Attempt {
	}

}
