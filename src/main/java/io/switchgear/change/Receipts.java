package io.switchgear.change;

import java.util.UUID;

import io.switchgear.idempotency.Claim;
import io.switchgear.idempotency.Idempotency;
import io.switchgear.idempotency.IdempotencyKey;
import io.switchgear.idempotency.Receipt;
import io.switchgear.integration.IntegrationDetails;
import io.switchgear.problem.Blame;
import io.switchgear.problem.ProblemBody;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** What repeats of a request get, once its change has ended. */
final class Receipts {

	private final Idempotency idempotency;

	private final Answers answers;

	Receipts(Idempotency idempotency, Answers answers) {
		this.idempotency = idempotency;
		this.answers = answers;
	}

	/** Null if the request has no key. */
	@Nullable Claim claimOf(ChangeRequest request) {
		return idempotency.claimOf(request.key());
	}

	/**
	 * Claims the key in this transaction, if there is one.
	 * @throws ProblemException with {@code idempotency.in-progress} if another request
	 * was faster
	 */
	void claim(@Nullable IdempotencyKey key, UUID change) {
		idempotency.claim(key, change);
	}

	Receipt confirmed(IntegrationDetails integration) {
		return idempotency.receiptOf(answers.confirmed(integration));
	}

	/**
	 * Keeps only what a repeat would meet again, whatever becomes of the provider and the
	 * gateway.
	 */
	Receipt refused(ProblemCode code, ProblemBody problem) {
		return (code.blame() == Blame.CALLER && !code.retryable()) ? idempotency.receiptOf(answers.refused(problem))
				: Receipt.RELEASE;
	}

	void keepConfirmed(UUID change, IntegrationDetails integration) {
		idempotency.keep(change, answers.confirmed(integration));
	}

	void keepAccepted(Change change) {
		idempotency.keep(change.id(), answers.accepted(change));
	}

	void keepForgotten(UUID change) {
		idempotency.keep(change, answers.forgotten());
	}

	void keepRefused(UUID change, ProblemCode code, ProblemBody problem) {
		if (refused(code, problem).releases()) {
			idempotency.release(change);
		}
		else {
			idempotency.keep(change, answers.refused(problem));
		}
	}

}
