package io.switchgear.change.background;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** Tells when something is due that is done at once and then at intervals. */
final class Interval {

	private final Duration length;

	private @Nullable Instant last;

	Interval(Duration length) {
		this.length = length;
	}

	/**
	 * If it is due, it is so again after another interval. It also is if the clock was
	 * set back.
	 */
	boolean isDue(Instant now) {
		boolean due = last == null || Duration.between(last, now).abs().compareTo(length) >= 0;
		if (due) {
			last = now;
		}
		return due;
	}

}
