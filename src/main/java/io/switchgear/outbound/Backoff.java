package io.switchgear.outbound;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How long background work leaves a provider alone that limits the rate or rejects the
 * gateway's key: for as long as it asked, and twice as long each time in a row, until it
 * serves again.
 */
final class Backoff {

	private static final Duration UNASKED = Duration.ofSeconds(10);

	private static final Duration SHORTEST = Duration.ofSeconds(1);

	// Of what nobody asked for: it may be well again at any moment.
	private static final Duration MAX_PAUSE_UNASKED = Duration.ofMinutes(5);

	private static final Duration LONGEST = Duration.ofMinutes(30);

	private static final int MAX_REFUSALS = 10;

	private final Clock clock;

	private int refusals;

	private Instant until = Instant.MIN;

	Backoff(Clock clock) {
		this.clock = clock;
	}

	/** The provider refused an attempt; what was on its way then tells nothing new. */
	synchronized void refused(@Nullable Duration asked) {
		Instant now = clock.instant();
		if (!now.isBefore(until)) {
			refusals = Math.min(refusals + 1, MAX_REFUSALS);
		}
		Instant end = now.plus(pause((asked != null) ? asked : UNASKED));
		until = end.isAfter(until) ? end : until;
	}

	/** The provider served an attempt; that counts once the pause is over. */
	synchronized void served() {
		if (!clock.instant().isBefore(until)) {
			refusals = 0;
		}
	}

	synchronized void reset() {
		refusals = 0;
		until = Instant.MIN;
	}

	synchronized boolean isPausing() {
		return clock.instant().isBefore(until);
	}

	/** Whether it is not known yet if the provider serves again. */
	synchronized boolean isInDoubt() {
		return refusals > 0;
	}

	private Duration pause(Duration asked) {
		Duration least = (asked.compareTo(SHORTEST) < 0) ? SHORTEST : asked;
		Duration grown = shorter(least.multipliedBy(1L << (refusals - 1)), MAX_PAUSE_UNASKED);
		return shorter((grown.compareTo(least) < 0) ? least : grown, LONGEST);
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

}
