package io.switchgear.outbound;

import java.util.function.Predicate;

/**
 * Named in the configuration as Resilience4j's {@code ignoreExceptionPredicate}: an
 * attempt that was shed here, that was not given the time to be answered, that met a key
 * the provider does not accept, or whose answer limits the rate of background work, is
 * counted neither as a failure nor as a success.
 */
public final class SaysNothingOfHealth implements Predicate<Throwable> {

	@Override
	public boolean test(Throwable failure) {
		return failure instanceof CallFailed failed && switch (failed.failure()) {
			case CallFailure.NotSent notSent -> notSent.reason() != CallFailure.NotSent.Reason.UNREACHABLE;
			case CallFailure.Unanswered unanswered -> !failed.fairTrial();
			case CallFailure.Answered answered -> answered.rejectsOurKey() || !failed.fairTrial();
		};
	}

}
