package io.switchgear.outbound;

import java.util.function.Predicate;

/** Named in the configuration as Resilience4j's {@code retryExceptionPredicate}. */
public final class MayRepeat implements Predicate<Throwable> {

	@Override
	public boolean test(Throwable failure) {
		return failure instanceof CallFailed failed && failed.repeatable();
	}

}
