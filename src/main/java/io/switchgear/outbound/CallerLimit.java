package io.switchgear.outbound;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;

/**
 * How many callers may wait at once for changes of one provider. It is somewhat more than
 * the limit of concurrent calls, since a change spends some of its time in the database:
 * so all slots are used, and whoever cannot have one soon is turned away before anything
 * is written down. Those that were turned away are told to come back one after the other,
 * at the rate at which changes end, so that a crowd does not return as one.
 */
public final class CallerLimit {

	// What its limit is called in the settings
	private static final String CALLERS = "callers";

	// Long enough for a burst at a provider that responds fast, and nothing that a caller
	// takes for an outage
	private static final Duration LONGEST_WAIT = Duration.ofMillis(20);

	private static final Duration LATEST_RETURN = Duration.ofSeconds(30);

	private static final int REMEMBERED = 64;

	private final Bulkhead limit;

	// Each that waits holds the memory of a request
	private final Semaphore waiting;

	private final Clock clock;

	// How long one takes, on average
	private Duration stay = Duration.ZERO;

	// When the last of those that were turned away comes back
	private Instant lastReturn = Instant.MIN;

	/** The limit of a provider's own, or one that follows from that of its calls. */
	public CallerLimit(String provider, BulkheadRegistry bulkheads, Clock clock) {
		this.limit = bulkheads.bulkhead(provider + "-" + CALLERS,
				() -> standard(bulkheads.bulkhead(provider).getBulkheadConfig().getMaxConcurrentCalls()));
		this.waiting = new Semaphore(limit.getBulkheadConfig().getMaxConcurrentCalls());
		this.clock = clock;
	}

	private static BulkheadConfig standard(int calls) {
		return BulkheadConfig.custom()
			.maxConcurrentCalls(calls + Math.ceilDiv(calls, 4))
			.maxWaitDuration(LONGEST_WAIT)
			.build();
	}

	/**
	 * Does the work, maybe a moment later, unless there are too many callers.
	 * @return empty if it was not done
	 */
	public <T> Optional<T> admit(Supplier<T> work) {
		if (!enter()) {
			return Optional.empty();
		}
		Instant since = clock.instant();
		try {
			return Optional.of(work.get());
		}
		finally {
			limit.onComplete();
			stayed(Duration.between(since, clock.instant()));
		}
	}

	private boolean enter() {
		if (!waiting.tryAcquire()) {
			return false;
		}
		try {
			return limit.tryAcquirePermission();
		}
		finally {
			waiting.release();
		}
	}

	private synchronized void stayed(Duration time) {
		stay = stay.plus(time.minus(stay).dividedBy(REMEMBERED));
	}

	/** When a caller that was turned away is to come back. */
	public synchronized Duration comeBackAfter() {
		Instant now = clock.instant();
		Instant latest = now.plus(LATEST_RETURN);
		Instant next = (lastReturn.isAfter(now) ? lastReturn : now)
			.plus(stay.dividedBy(limit.getBulkheadConfig().getMaxConcurrentCalls()));
		lastReturn = next.isBefore(latest) ? next : latest;
		return Duration.between(now, lastReturn);
	}

}
