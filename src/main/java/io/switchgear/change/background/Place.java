package io.switchgear.change.background;

import java.time.Duration;
import java.time.Instant;

/**
 * Where in its queue a reader goes on. Who reads from the beginning walks over the dead
 * index entries of all changes that were taken since the last vacuum, so that is done
 * only now and then, for those that were passed because it was not their turn.
 */
final class Place {

	private Instant from = Instant.EPOCH;

	private final Interval beginnings = new Interval(Duration.ofSeconds(2));

	/** Where to read at that moment. */
	Instant at(Instant now) {
		if (beginnings.isDue(now)) {
			from = Instant.EPOCH;
		}
		return from;
	}

	/** All that come before are taken, or were passed. */
	void moveTo(Instant next) {
		from = next;
	}

}
