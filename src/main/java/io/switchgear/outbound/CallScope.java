package io.switchgear.outbound;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What all requests of one logical call share: the deadline for queueing, attempts,
 * pauses and every further request it takes, and the count of what was sent. It is bound
 * to the calling thread, so that the code in between need not hand it on.
 */
public final class CallScope {

	private static final ScopedValue<CallScope> CURRENT = ScopedValue.newInstance();

	private final Instant deadline;

	private final AtomicInteger requests;

	private CallScope(Instant deadline, AtomicInteger requests) {
		this.deadline = deadline;
		this.requests = requests;
	}

	public static CallScope until(Instant deadline) {
		return new CallScope(deadline, new AtomicInteger());
	}

	/** The same call with less time: the earlier of the two deadlines holds. */
	public CallScope noLaterThan(Instant earlier) {
		return new CallScope(earlier.isBefore(deadline) ? earlier : deadline, requests);
	}

	/** Runs the work with this scope bound to the thread. */
	public <T> T run(Work<T> work) {
		return ScopedValue.where(CURRENT, this).call(work::run);
	}

	static CallScope current() {
		if (!CURRENT.isBound()) {
			throw new IllegalStateException("A provider is called without a deadline");
		}
		return CURRENT.get();
	}

	public Instant deadline() {
		return deadline;
	}

	/** Zero once the deadline has passed. */
	public Duration remaining(Clock clock) {
		Duration left = Duration.between(clock.instant(), deadline);
		return left.isNegative() ? Duration.ZERO : left;
	}

	/** How many requests were handed to the network so far. */
	public int requests() {
		return requests.get();
	}

	void countRequest() {
		requests.incrementAndGet();
	}

	/** What runs within a scope. */
	@FunctionalInterface
	public interface Work<T> {

		T run();

	}

}
