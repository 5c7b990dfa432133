package io.switchgear.summary;

import java.time.Instant;
import java.util.List;

import io.switchgear.change.OpenChangeCounts;

/** What is counted in the database: one statement each. */
record Counts(IntegrationCounts integrations, OpenChangeCounts open, ChangeTally tally) {

	/** The changes that ended are those from an hour on. */
	AtOnce read(Instant now, Instant hour) {
		return new AtOnce(integrations.read(), open.read(now), tally.since(hour));
	}

	/** What was counted at about the same time. */
	record AtOnce(List<IntegrationCounts.Count> integrations, List<OpenChangeCounts.Count> open,
			List<ChangeTally.Count> ended) {
	}

}
