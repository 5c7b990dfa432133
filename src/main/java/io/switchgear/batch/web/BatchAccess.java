package io.switchgear.batch.web;

import java.util.Map;
import java.util.Set;
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
	 * @throws ProblemException with {@code batch.not-found}
	 */
	void requireReadable(UUID id, Caller caller) {
		if (batches.providers(id).stream().noneMatch(caller::mayRead)) {
			throw unknown();
		}
	}

	/**
	 * Refuses who may not write to all of its items.
	 * @throws ProblemException with {@code batch.not-found}
	 */
	void requireWritable(UUID id, Caller caller) {
		Set<String> providers = batches.providers(id);
		if (providers.isEmpty() || !providers.stream().allMatch(caller::mayWrite)) {
			throw unknown();
		}
		providers.forEach(caller::requireDelegation);
	}

	/** Whoever may write need not be told how many items of others there are. */
	Batch readable(Batch batch, Caller caller) {
		return batches.get(batch.id(), caller.readable());
	}

	/** A batch with all that is to be said of it. */
	BatchView shown(UUID id, Caller caller) {
		Batch batch = batches.get(id, caller.readable());
		BatchView view = BatchView.of(batch, batches.failures(id, caller.readable()));
		return (batch.reverts() != null) ? view.skipping(reverts.skips(id, caller.readable())) : view;
	}

	static Answer accepted(BatchView batch) {
		return new Answer(202, Map.of(HttpHeaders.LOCATION, "/v1/batches/" + batch.id()), batch);
	}

	private static ProblemException unknown() {
		return Problem.of(ProblemCode.BATCH_NOT_FOUND, "No batch has that id").asException();
	}

}
