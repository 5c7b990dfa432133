package io.switchgear.change;

import java.time.Duration;
import java.util.UUID;

import io.switchgear.change.store.ChangeTable;
import io.switchgear.integration.IntegrationDetails;
import io.switchgear.integration.Integrations;
import io.switchgear.jdbc.Page;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Reads changes that were written down. */
final class History {

	private final ChangeTable changes;

	private final Integrations integrations;

	History(ChangeTable changes, Integrations integrations) {
		this.changes = changes;
		this.integrations = integrations;
	}

	/**
	 * The change of that id.
	 * @throws ProblemException with {@code change.not-found}
	 */
	Change get(UUID id) {
		return changes.find(id)
			.orElseThrow(() -> Problem.of(ProblemCode.CHANGE_NOT_FOUND, "No change has that id").asException());
	}

	/** Newest first. */
	Page<Change> list(ChangeFilter filter, @Nullable UUID before, int limit) {
		return changes.list(filter, before, limit);
	}

	/**
	 * What became of a change that another replica has taken over.
	 * @return the integration, if the change has succeeded
	 * @throws ProblemException the one that it failed with, or {@code provider.timeout}
	 * while it has not ended
	 */
	IntegrationDetails outcomeOf(UUID id) {
		Change change = get(id);
		if (change.state() == ChangeState.SUCCEEDED) {
			return integrations.get(change.integration());
		}
		if (change.finishedAt() != null && change.problem() != null) {
			throw Problem.of(change.problem()).asException();
		}
		throw Problem
			.of(ProblemCode.PROVIDER_TIMEOUT,
					"This replica took longer than its lease, and another one is ending the change")
			.withChangeId(id.toString())
			.withRetryAfter(Duration.ofSeconds(5))
			.asException();
	}

}
