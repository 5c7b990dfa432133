package io.switchgear.change.background;

import java.util.UUID;
import java.util.function.Function;

import org.springframework.modulith.NamedInterface;

/**
 * Says how many items of a guarded batch may start. The module of batches implements it.
 */
@NamedInterface("guard")
public interface BatchGuard {

	/**
	 * Runs the work in a transaction that holds the batch, so that no other replica
	 * starts any of its items meanwhile. Stops the batch if it has had more errors than
	 * it may; there is room for nothing then. Repeatable.
	 * @param work has to start within the transaction and no more than there is room for
	 * @throws org.springframework.dao.PessimisticLockingFailureException if others hold
	 * the batch for too long; nothing was written
	 */
	<T> T whileHeld(UUID batch, Function<Room, T> work);

	/**
	 * How many items may start.
	 *
	 * @param fresh at most so many that were not tried yet
	 * @param all at most so many together with those that are tried again
	 */
	record Room(int fresh, int all) {

		public static final Room NONE = new Room(0, 0);

	}

}
