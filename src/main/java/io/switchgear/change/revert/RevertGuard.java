package io.switchgear.change.revert;

import io.switchgear.change.Change;
import io.switchgear.change.ChangeSource;
import io.switchgear.change.store.Begun;
import io.switchgear.change.store.Origins;
import io.switchgear.change.store.Origins.Origin;
import io.switchgear.change.store.Origins.Reverted;
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
	 * may be there. An earlier change of the same revert may have done it although it
	 * failed. The change has to hold the lease of its integration.
	 * @throws ProblemException with {@code revert.changed-since} or
	 * {@code revert.unknown-before}
	 */
	public Begun.@Nullable Expected check(Change change) {
		boolean reverts = change.source() == ChangeSource.REVERT;
		if (!reverts && (change.source() != ChangeSource.RECOVERY || change.batch() == null)) {
			return null;
		}
		Reverted reverted = origins.of(change).orElse(null);
		if (reverted == null) {
			if (reverts) {
				throw refusal(ProblemCode.REVERT_UNKNOWN_BEFORE, "The change that it takes back was deleted");
			}
			return null;
		}
		Origin origin = reverted.origin();
		if (origin.overtaken()) {
			throw refusal(ProblemCode.REVERT_CHANGED_SINCE,
					"%s was changed after change %s".formatted(change.integration(), origin.change().id()));
		}
		return (Restoration.of(origin) instanceof Reversal.Restored restored)
				? new Begun.Expected(restored.left(), reverted.mayBeDone()) : null;
	}

	private static ProblemException refusal(ProblemCode code, String detail) {
		return Problem.of(code, detail).asException();
	}

}
