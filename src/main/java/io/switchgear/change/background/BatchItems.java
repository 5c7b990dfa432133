package io.switchgear.change.background;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.switchgear.change.Waiting;
import io.switchgear.change.background.BatchGuard.Room;
import io.switchgear.change.store.BatchQueues;
import io.switchgear.change.store.BatchQueues.Queued;
import io.switchgear.change.store.LockedRows;
import io.switchgear.change.store.Transitions.Queue;
import io.switchgear.change.store.Transitions.Started;
import io.switchgear.jdbc.Columns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.PessimisticLockingFailureException;

/** The items of batches that wait: how they start, and how they are withdrawn. */
public final class BatchItems {

	private static final Logger log = LoggerFactory.getLogger(BatchItems.class);

	private final Waiting waiting;

	private final LockedRows rows;

	private final BatchQueues queues;

	private final BatchGuard guard;

	private final Clock clock;

	public BatchItems(Waiting waiting, LockedRows rows, BatchQueues queues, BatchGuard guard, Clock clock) {
		this.waiting = waiting;
		this.rows = rows;
		this.queues = queues;
		this.guard = guard;
		this.clock = clock;
	}

	/** The batches with items that wait for a provider. */
	public List<Queued> queued(String provider) {
		return queues.at(provider, clock.instant());
	}

	/**
	 * Starts the next items of a batch, at most so many and no more than its guard
	 * allows. Zero lets the guard look at what became of those before.
	 * @param from those that were to be tried earlier are not looked at, unless a guard
	 * counts them
	 */
	public List<Started> start(String provider, Queued batch, Instant from, Duration leaseTime, int most) {
		if (!batch.guarded()) {
			return waiting.start(Queue.of(provider, batch.id(), from), leaseTime, most);
		}
		try {
			return guard.whileHeld(batch.id(), (room) -> guarded(provider, batch.id(), room, leaseTime, most));
		}
		catch (PessimisticLockingFailureException ex) {
			log.debug("Somebody else holds the batch {}: {}", batch.id(), ex.getMessage());
			return List.of();
		}
	}

	/** Those that were not tried yet go first, as in any queue. */
	private List<Started> guarded(String provider, UUID batch, Room room, Duration leaseTime, int most) {
		int all = Math.min(room.all(), most);
		List<Started> started = new ArrayList<>();
		for (boolean again : new boolean[] { false, true }) {
			int next = again ? all - started.size() : Math.min(room.fresh(), all);
			if (next > 0) {
				started.addAll(rows.transitions()
					.start(Queue.guarded(provider, batch, again), Columns.now(clock), leaseTime, next));
			}
		}
		return started;
	}

	/**
	 * Withdraws items of a cancelled batch, at most so many. Returns false if there were
	 * none.
	 */
	public boolean withdraw(UUID batch, int most) {
		return waiting.withdraw(batch, most);
	}

}
