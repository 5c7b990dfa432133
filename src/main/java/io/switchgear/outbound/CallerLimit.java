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
import org.jspecify.annotations.Nullable;

/**
 * How many callers may wait at once for changes of one provider. It is somewhat more than
 * the limit of concurrent calls, since a change spends some of its time in the database:
 * so all slots are used, and whoever cannot have one soon is turned away before anything
 * is written down. Those that were turned away are told to come back spread over time, at
 * the rate at which changes end, so that a crowd does not return as one.
 */
public final class CallerLimit {

	/** What its limit is called in the settings, after the provider's name. */
	public static final String SUFFIX = "-callers";

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
	private @Nullable Duration stay;

	// How many of those that were turned away have not had their turn
	private double expected;

	private Instant counted = Instant.MIN;

	private int withoutTurn;

	/** The limit of a provider's own, or one that follows from that of its calls. */
	public CallerLimit(String provider, BulkheadRegistry bulkheads, Clock clock) {
		int calls = bulkheads.bulkhead(provider).getBulkheadConfig().getMaxConcurrentCalls();
		this.limit = bulkheads.bulkhead(provider + SUFFIX,
				BulkheadConfig.custom().maxConcurrentCalls(calls + Math.ceilDiv(calls, 4)).build());
		BulkheadConfig config = limit.getBulkheadConfig();
		if (config.getMaxWaitDuration().isZero()) {
			limit.changeConfig(BulkheadConfig.from(config).maxWaitDuration(LONGEST_WAIT).build());
		}
		this.waiting = new Semaphore(config.getMaxConcurrentCalls());
		this.clock = clock;
	}

	/**
	 * Does the work, maybe a moment later, unless there are too many callers.
	 * @param work empty if nothing came of it, so that its time says nothing
	 * @param refusal what is thrown if there are too many
	 */
	public <T> Optional<T> admit(Supplier<Optional<T>> work, Supplier<? extends RuntimeException> refusal) {
		if (!enter()) {
			throw refusal.get();
		}
		Instant since = clock.instant();
		try {
			Optional<T> done = work.get();
			if (done.isPresent()) {
				remember(Duration.between(since, clock.instant()));
			}
			return done;
		}
		finally {
			limit.onComplete();
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

	private synchronized void remember(Duration time) {
		stay = (stay != null) ? stay.plus(time.minus(stay).dividedBy(REMEMBERED)) : time;
	}

	/**
	 * When a caller that was turned away is to come back: when all that were turned away
	 * before have had their turn, but no later than in half a minute.
	 */
	public synchronized Duration comeBackAfter() {
		Instant now = clock.instant();
		double latest = LATEST_RETURN.toNanos();
		double each = Math.max(1.0, (stay != null) ? stay.toNanos() : 1.0)
				/ limit.getBulkheadConfig().getMaxConcurrentCalls();
		if (counted.isBefore(now)) {
			double passed = (expected > 0) ? Duration.between(counted, now).toNanos() / each : 0;
			expected = Math.max(0, expected - passed);
			counted = now;
		}
		if ((expected + 1) * each <= latest) {
			expected++;
			return Duration.ofNanos((long) (expected * each));
		}
		// There is no turn for it: somewhere in the second half
		withoutTurn++;
		return LATEST_RETURN.minus(Duration.ofNanos((long) (withoutTurn * each % (latest / 2))));
	}

}
