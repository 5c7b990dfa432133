package io.switchgear.change.background;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.switchgear.change.apply.Begins;
import io.switchgear.change.store.Begun;
import io.switchgear.change.store.ChangeTable;
import io.switchgear.change.store.Transitions;
import io.switchgear.change.store.Transitions.Started;

/**
 * Finds the changes whose replica has died: their lease has run out by the clock of the
 * database. Those that a caller waited for are found by their ids, which are in the order
 * of time, from a mark on that no change passes which is still being applied.
 */
public final class AbandonedChanges {

	// The clocks of two replicas may differ by that much. A change that begins now has no
	// lower id.
	private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(60);

	private final Transitions transitions;

	private final ChangeTable changes;

	private final Begins begins;

	private final Duration leaseTime;

	private final Clock clock;

	/** The lease time is how long it may take to end one that was taken over. */
	public AbandonedChanges(Transitions transitions, ChangeTable changes, Begins begins, Duration leaseTime,
			Clock clock) {
		this.transitions = transitions;
		this.changes = changes;
		this.begins = begins;
		this.leaseTime = leaseTime;
		this.clock = clock;
	}

	/** Takes over some of them. The caller has to end them. */
	public List<Begun> takeOver(int most) {
		UUID until = ChangeTable.firstIdAt(clock.instant().plus(CLOCK_TOLERANCE));
		List<Started> started = new ArrayList<>(transitions.takeOver(changes.recoveredUpTo(), until, leaseTime, most));
		if (started.size() < most) {
			started.addAll(transitions.takeOverWaiting(leaseTime, most - started.size()));
		}
		return begins.of(started);
	}

	/** Moves the mark up to the oldest change that is being applied. */
	public void moveMark() {
		UUID from = changes.recoveredUpTo();
		Instant safe = clock.instant().minus(CLOCK_TOLERANCE);
		UUID upTo = ChangeTable.firstIdAt(safe);
		if (upTo.compareTo(from) > 0) {
			changes.recoveredUpTo(changes.oldestApplying(from, upTo).orElse(upTo));
		}
	}

}
