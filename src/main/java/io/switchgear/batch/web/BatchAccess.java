package io.switchgear.batch.web;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import io.switchgear.batch.Batch;
import io.switchgear.batch.Batches;
import io.switchgear.batch.revert.Reverts;
import io.switchgear.idempotency.Answer;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import io.switchgear.security.Caller;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.stereotype.Component;

/** Which batches a caller may see and write to, which may be about several providers. */
@Component
class BatchAccess {

	private final Batches batches;

	private final Reverts reverts;

	BatchAccess(Batches batches, Reverts reverts) {
		this.batches = batches;
		this.reverts = reverts;
	}

	/**
	 * Refuses who may read none of its items.
	 * @return the providers of all of its items
	 * @throws ProblemException with {@code batch.not-found}
	 */
	Set<String> requireReadable(UUID id, Caller caller) {
		Set<String> providers = batches.providers(id);
		if (providers.stream().noneMatch(caller::mayRead)) {
			throw unknown();
		}
		return providers;
	}

	/**
	 * Refuses who may not write to all of its items. Which scope is missing is told to
	 * those who may read some of them.
	 * @throws ProblemException with {@code batch.not-found}
	 * @throws AuthorizationDeniedException if a scope is missing
	 */
	void requireWritable(UUID id, Caller caller) {
		Set<String> providers = new TreeSet<>(batches.providers(id));
		boolean known = providers.stream().anyMatch(caller::mayRead) || providers.stream().allMatch(caller::mayWrite);
		if (providers.isEmpty() || !known) {
			throw unknown();
		}
		providers.forEach(caller::requireWrite);
		providers.forEach(caller::requireDelegation);
	}

	/** Whoever may write need not be told how many items of others there are. */
	Batch readable(Batch batch, Caller caller) {
		return batches.get(batch.id(), caller.readable());
	}

	/**
	 * A batch with all that is to be said of it.
	 * @throws ProblemException with {@code batch.not-found}
	 */
	BatchView shown(UUID id, Caller caller) {
		boolean writable = requireReadable(id, caller).stream().allMatch(caller::mayWrite);
		Batch batch = batches.get(id, caller.readable());
		BatchView view = BatchView.of(batch, batches.failures(id, caller.readable()), writable);
		return (batch.reverts() != null) ? view.skipping(reverts.skips(id, caller.readable())) : view;
	}

	static Answer accepted(BatchView batch) {
		return new Answer(202, Map.of(HttpHeaders.LOCATION, "/v1/batches/" + batch.id()), batch);
	}

	private static ProblemException unknown() {
		return Problem.of(ProblemCode.BATCH_NOT_FOUND, "No batch has that id").asException();
	}

}
