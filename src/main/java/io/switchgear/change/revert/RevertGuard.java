package io.switchgear.change.revert;

import io.switchgear.change.Change;
import io.switchgear.change.ChangeSource;
import io.switchgear.change.store.Origins;
import io.switchgear.change.store.Origins.Origin;
import io.switchgear.connector.Desired;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Keeps a change that takes another one back from taking back what others did since. */
public final class RevertGuard {

	private final Origins origins;

	public RevertGuard(Origins origins) {
		this.origins = origins;
	}

	/**
	 * What the provider has to show before the change may be written; null if anything
	 * may be there. The change has to hold the lease of its integration.
	 * @throws ProblemException with {@code revert.changed-since} or
	 * {@code revert.unknown-before}
	 */
	public @Nullable Desired check(Change change) {
		boolean reverts = change.source() == ChangeSource.REVERT;
		if (!reverts && (change.source() != ChangeSource.RECOVERY || change.batch() == null)) {
			return null;
		}
		Origin origin = origins.of(change).orElse(null);
		if (origin == null) {
			if (reverts) {
				throw refusal(ProblemCode.REVERT_UNKNOWN_BEFORE, "The change that it takes back was deleted");
			}
			return null;
		}
		if (origin.overtaken()) {
			throw refusal(ProblemCode.REVERT_CHANGED_SINCE,
					"%s was changed after change %s".formatted(change.integration(), origin.change().id()));
		}
		return (Restoration.of(origin.change()) instanceof Reversal.Restored restored) ? restored.left() : null;
	}

	private static ProblemException refusal(ProblemCode code, String detail) {
		return Problem.of(code, detail).asException();
	}

}
