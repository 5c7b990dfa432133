package io.switchgear.change.store;

import java.util.UUID;

import io.switchgear.change.Answers;
import io.switchgear.change.Change;
import io.switchgear.change.ChangeRequest;
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
public final class Receipts {

	private final Idempotency idempotency;

	private final Answers answers;

	public Receipts(Idempotency idempotency, Answers answers) {
		this.idempotency = idempotency;
		this.answers = answers;
	}

	/** Null if the request has no key. */
	public @Nullable Claim claimOf(ChangeRequest request) {
		return idempotency.claimOf(request.key());
	}

	/**
	 * Claims the key in this transaction, if there is one.
	 * @throws ProblemException with {@code idempotency.in-progress} if another request
	 * was faster
	 */
	public void claim(@Nullable IdempotencyKey key, UUID change) {
		idempotency.claim(key, change);
	}

	public Receipt confirmed(IntegrationDetails integration) {
		return idempotency.receiptOf(answers.confirmed(integration));
	}

	/**
	 * Keeps only what a repeat would meet again, whatever becomes of the provider and the
	 * gateway.
	 */
	public Receipt refused(ProblemCode code, ProblemBody problem) {
		return isMetAgain(code) ? idempotency.receiptOf(answers.refused(problem)) : Receipt.RELEASE;
	}

	public void keepConfirmed(UUID change, IntegrationDetails integration) {
		idempotency.keep(change, answers.confirmed(integration));
	}

	public void keepAccepted(Change change) {
		idempotency.keep(change.id(), answers.accepted(change));
	}

	public void keepForgotten(UUID change) {
		idempotency.keep(change, answers.forgotten());
	}

	public void keepRefused(UUID change, ProblemCode code, ProblemBody problem) {
		if (isMetAgain(code)) {
			idempotency.keep(change, answers.refused(problem));
		}
		else {
			idempotency.release(change);
		}
	}

	private static boolean isMetAgain(ProblemCode code) {
		return code.blame() == Blame.CALLER && !code.retryable();
	}

}
