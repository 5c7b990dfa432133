package io.switchgear.change.apply;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

import io.switchgear.change.Change;
import io.switchgear.outbound.Holds;
import org.jspecify.annotations.Nullable;

/**
 * How long a change is tried that nobody waits for, and when again. Time that its
 * provider was on hold does not count.
 */
public final class Patience {

	private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

	private static final Duration MAX_PAUSE = Duration.ofMinutes(5);

	// Of what a provider asks for: nobody would know of its recovery any sooner.
	private static final Duration MAX_RETRY_AFTER = Duration.ofMinutes(30);

	private final Holds holds;

	private final Duration afterDeath;

	private final Clock clock;

	private final RandomGenerator random;

	/**
	 * The duration is for changes whose replica died and that go on without their caller.
	 */
	public Patience(Holds holds, Duration afterDeath, Clock clock, RandomGenerator random) {
		this.holds = holds;
		this.afterDeath = afterDeath;
		this.clock = clock;
		this.random = random;
	}

	/** Whether the time of a change in the background is up. */
	public boolean isOver(Change change) {
		Instant now = clock.instant();
		return change.isOverAt(now) && !now.isBefore(end(change));
	}

	/** How long ago that was. */
	public Duration timeSince(Instant moment) {
		return Duration.between(moment, clock.instant());
	}

	/** Whether a change that was taken over has been tried for long enough. */
	boolean isOverAfterDeath(Change change) {
		Instant begun = (change.startedAt() != null) ? change.startedAt() : change.createdAt();
		return isOverSince(begun, change);
	}

	/** Whether that is so since the moment that counts in place of its beginning. */
	public boolean isOverSince(Instant begun, Change change) {
		Instant end = begun.plus(afterDeath);
		return !clock.instant().isBefore(end) && !clock.instant().isBefore(end.plus(held(change, begun)));
	}

	/**
	 * When to try again after a failure: after half to all of the time that has been
	 * spent on it, so that pauses grow while an outage lasts, or what the provider asked
	 * for. The last try is not put off beyond the end.
	 * @param tryTime how long a try may take
	 */
	public Instant nextTry(Change change, Duration tryTime, @Nullable Duration asked) {
		Instant now = clock.instant();
		Instant next = now.plus(pause(change, now, asked));
		if (change.notAfter() == null || !next.plus(tryTime).isAfter(change.notAfter())) {
			return next;
		}
		Instant end = end(change);
		Instant last = end.minus(tryTime);
		return earlier(next, last.isBefore(now.plus(SHORTEST_PAUSE)) ? end : last);
	}

	private Duration pause(Change change, Instant now, @Nullable Duration asked) {
		Instant since = (change.startedAt() != null) ? change.startedAt() : now;
		long spent = Duration.between(since, now).toMillis();
		Duration pause = Duration.ofMillis(Math.clamp((long) (spent * random.nextDouble(0.5, 1)),
				SHORTEST_PAUSE.toMillis(), MAX_PAUSE.toMillis()));
		Duration granted = (asked != null && asked.compareTo(MAX_RETRY_AFTER) > 0) ? MAX_RETRY_AFTER : asked;
		return (granted != null && granted.compareTo(pause) > 0) ? granted : pause;
	}

	private Instant end(Change change) {
		Instant end = (change.notAfter() != null) ? change.notAfter() : Instant.MAX;
		return end.equals(Instant.MAX) ? end : end.plus(held(change, change.due()));
	}

	private Duration held(Change change, Instant since) {
		return holds.timeOnHold(change.integration().provider(), since);
	}

	private static Instant earlier(Instant one, Instant other) {
		return one.isBefore(other) ? one : other;
	}

}
