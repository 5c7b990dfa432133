package io.switchgear.batch.guard;

import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import io.switchgear.batch.guard.Guard.Trials;
import io.switchgear.change.background.BatchGuard;
import io.switchgear.jdbc.Columns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The guard of batches over all replicas: the row of a batch is locked while its items
 * are counted and started, so what it says also holds after a replica has died.
 */
final class RowGuard implements BatchGuard {

	private static final Logger log = LoggerFactory.getLogger(RowGuard.class);

	private final RailsStore store;

	private final TransactionTemplate transaction;

	private final Clock clock;

	RowGuard(RailsStore store, TransactionTemplate transaction, Clock clock) {
		this.store = store;
		this.transaction = transaction;
		this.clock = clock;
	}

	@Override
	public <T> T whileHeld(UUID batch, Function<Room, T> work) {
		return transaction
			.execute((status) -> work.apply(store.lock(batch).map((guard) -> room(batch, guard)).orElse(Room.NONE)));
	}

	private Room room(UUID batch, Guard guard) {
		Trials trials = store.trials(batch);
		Optional<StoppedBy> stop = guard.stop(trials);
		if (stop.isEmpty()) {
			return guard.room(trials);
		}
		stop(batch, stop.get());
		return Room.NONE;
	}

	/** In the transaction that holds the batch, once for each. */
	private void stop(UUID batch, StoppedBy by) {
		store.stop(batch, by, Columns.now(clock));
		log.warn("Batch {} was stopped: {} errors, and {} are allowed", batch, by.errors(), by.maxErrors());
	}

}
