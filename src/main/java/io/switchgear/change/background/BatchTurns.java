package io.switchgear.change.background;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;

import io.switchgear.change.store.BatchQueues.Queued;
import io.switchgear.change.store.Begun;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * The batches with items that wait for one provider, and whose turn it is: they go round,
 * however old or large they are.
 */
final class BatchTurns {

	private final Work work;

	private final Clock clock;

	private final Interval looks;

	private final NavigableMap<UUID, Turn> turns = new ConcurrentSkipListMap<>();

	private UUID last = new UUID(0, 0);

	private boolean withdrawing;

	BatchTurns(Work work, Duration interval, Clock clock) {
		this.work = work;
		this.looks = new Interval(interval);
		this.clock = clock;
	}

	/**
	 * Looks which batches there are if it has not for a while, also where nothing may be
	 * started: withdraws what was cancelled, and lets guards count. Returns false if
	 * there is nothing to withdraw.
	 */
	boolean look() {
		if (!looks.isDue(clock.instant()) && !withdrawing) {
			return false;
		}
		withdrawing = false;
		Set<UUID> open = new HashSet<>();
		for (Queued batch : work.batches()) {
			if (batch.cancelled()) {
				withdrawing |= work.withdraw(batch.id());
				continue;
			}
			open.add(batch.id());
			turns.computeIfAbsent(batch.id(), (id) -> new Turn()).update(batch);
			if (batch.begun()) {
				work.next(batch, Instant.EPOCH, 0);
			}
		}
		turns.keySet().retainAll(open);
		return withdrawing;
	}

	/**
	 * Starts the next items, at most so many: each batch gets its part of what is left.
	 */
	List<Begun> next(int most) {
		List<Map.Entry<UUID, Turn>> round = round();
		List<Begun> begun = new ArrayList<>();
		for (int index = 0; index < round.size() && begun.size() < most; index++) {
			int part = Math.ceilDiv(most - begun.size(), round.size() - index);
			last = round.get(index).getKey();
			try {
				begun.addAll(round.get(index).getValue().take(work, clock.instant(), part));
			}
			catch (DataAccessException | TransactionException ex) {
				if (begun.isEmpty()) {
					throw ex;
				}
				// Those that have begun are to be applied
				return begun;
			}
		}
		return begun;
	}

	/** Those that may have something to start, from the one after the last one on. */
	private List<Map.Entry<UUID, Turn>> round() {
		List<Map.Entry<UUID, Turn>> round = new ArrayList<>(turns.tailMap(last, false).entrySet());
		round.addAll(turns.headMap(last, true).entrySet());
		round.removeIf((turn) -> !turn.getValue().open);
		return round;
	}

	/** An item has ended, so its guard may let the next one start. */
	void ended(@Nullable UUID batch) {
		Turn turn = (batch != null) ? turns.get(batch) : null;
		if (turn != null) {
			turn.open = true;
		}
	}

	/** Of one batch. */
	private static final class Turn {

		private final Place place = new Place();

		private volatile @Nullable Queued batch;

		private volatile boolean open;

		private void update(Queued queued) {
			batch = queued;
			if (queued.due()) {
				open = true;
			}
		}

		private List<Begun> take(Work work, Instant now, int most) {
			Queued queued = batch;
			if (queued == null) {
				return List.of();
			}
			// Before it looks, since an item may end meanwhile
			open = false;
			ChangeQueue.Turn turn = work.next(queued, place.at(now), most);
			place.moveTo(turn.upTo());
			if (turn.taken() == most) {
				open = true;
			}
			return turn.begun();
		}

	}

}
