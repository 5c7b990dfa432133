package io.switchgear.change.revert;

import java.time.Instant;

import io.switchgear.connector.Desired;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.integration.Patch;
import io.switchgear.problem.ProblemCode;

/** What taking back a change of an integration comes to. */
public sealed interface Reversal {

	IntegrationRef integration();

	/**
	 * What was there before is restored.
	 *
	 * @param patch what has to be asked for
	 * @param left what the change left at the provider, and what that has to show still
	 * @param since when it did
	 */
	record Restored(IntegrationRef integration, Patch patch, Desired left, Instant since) implements Reversal {
	}

	/**
	 * Nothing is done.
	 *
	 * @param code why
	 */
	record Skipped(IntegrationRef integration, ProblemCode code) implements Reversal {
	}

}
