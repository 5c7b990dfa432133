package io.switchgear.outbound;

import java.util.function.Predicate;

/**
 * Named in the configuration as Resilience4j's {@code recordFailurePredicate}: an attempt
 * speaks against the provider if it could not be reached, did not answer in fair time, or
 * answered that it cannot serve right now. Any other answer shows that it is there.
 */
public final class CountsAgainstProvider implements Predicate<Throwable> {

	@Override
	public boolean test(Throwable failure) {
		return failure instanceof CallFailed failed && switch (failed.failure()) {
			case CallFailure.NotSent notSent -> notSent.reason() == CallFailure.NotSent.Reason.UNREACHABLE;
			case CallFailure.Unanswered unanswered -> failed.fairTrial();
			case CallFailure.Answered answered -> answered.transientFault() && failed.fairTrial();
		};
	}

}
