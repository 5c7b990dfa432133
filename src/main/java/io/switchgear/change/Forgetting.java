package io.switchgear.change;

import java.time.Duration;

import io.switchgear.change.store.OpenChanges;
import io.switchgear.integration.ExpectedVersion;
import io.switchgear.integration.Integration;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** The rules of forgetting an integration. */
final class Forgetting {

	private Forgetting() {
	}

	/**
	 * Refuses to forget an integration that has another version than expected, or open
	 * changes.
	 * @throws ProblemException with {@code integration.changed-meanwhile} or
	 * {@code change.in-progress}
	 */
	static void check(Integration known, OpenChanges open, @Nullable ExpectedVersion expectedVersion) {
		ExpectedVersion.require(expectedVersion, known);
		open.oldest().ifPresent((change) -> {
			throw Problem
				.of(ProblemCode.CHANGE_IN_PROGRESS,
						"Change %s of %s waits or is being applied".formatted(change.id(), known.ref()))
				.withChangeId(change.id().toString())
				.withRetryAfter(Duration.ofSeconds(1))
				.asException();
		});
	}

}
