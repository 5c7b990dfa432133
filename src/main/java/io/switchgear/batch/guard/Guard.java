package io.switchgear.batch.guard;

import java.util.Optional;

import io.switchgear.change.background.BatchGuard.Room;

/**
 * The rules of a batch that bounds its errors or how many items are applied at once. An
 * item that is being applied may fail, so no more are let in than may fail: at most one
 * more than are allowed. Only while fewer than {@code minItems} were tried, those may all
 * fail.
 *
 * @param total the number of items of the batch
 */
record Guard(Rails rails, int total) {

	/** Empty unless there are more errors than are allowed. */
	Optional<StoppedBy> stop(Trials trials) {
		MaxErrors max = rails.maxErrors();
		if (max == null || trials.over() < minItems()) {
			return Optional.empty();
		}
		int allowed = max.of(base(trials.begun()));
		return (trials.errors() > allowed) ? Optional.of(StoppedBy.tooManyErrors(trials.errors(), allowed))
				: Optional.empty();
	}

	Room room(Trials trials) {
		int all = (rails.maxConcurrency() != null) ? Math.max(rails.maxConcurrency() - trials.applying(), 0) : total;
		return new Room(Math.min(fresh(trials), all), all);
	}

	private int fresh(Trials trials) {
		MaxErrors max = rails.maxErrors();
		if (max == null) {
			return total;
		}
		int fresh = Math.max(minItems() - trials.begun(), 0);
		while (fresh < total && trials.atRisk() + fresh <= max.of(base(trials.begun() + fresh + 1))) {
			fresh++;
		}
		return fresh;
	}

	/** Of how many items a percentage is. */
	private int base(int begun) {
		return (rails.minItems() != null) ? begun : total;
	}

	private int minItems() {
		return (rails.minItems() != null) ? rails.minItems() : 0;
	}

	/**
	 * How the items of a batch fare. An item that failed and was tried again counts once.
	 *
	 * @param begun how many were tried, or are being tried
	 * @param errors how many of them failed the last time
	 * @param applying how many are being applied
	 * @param atRisk how many failed the last time or are being applied
	 */
	record Trials(int begun, int errors, int applying, int atRisk) {

		/** Of how many it is known how their first attempt ended. */
		int over() {
			return begun - (atRisk - errors);
		}

	}

}
