package io.switchgear.integration;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.switchgear.connector.IntegrationRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions that lock the row of an integration. Of those of one integration, one at a
 * time takes a connection of this replica: while somebody else holds the row, the others
 * wait outside the pool, and other integrations are served.
 */
public final class RowTransactions {

	private static final Logger log = LoggerFactory.getLogger(RowTransactions.class);

	/** As long as the database's {@code lock_timeout}. */
	private static final Duration MAX_WAIT = Duration.ofSeconds(1);

	// With the lock_timeout of each attempt, well within the margin of a lease.
	private static final int MAX_ATTEMPTS = 8;

	private final TransactionTemplate transaction;

	private final ConcurrentHashMap<IntegrationRef, Turn> turns = new ConcurrentHashMap<>();

	public RowTransactions(TransactionTemplate transaction) {
		this.transaction = transaction;
	}

	/**
	 * Runs a transaction when it is its turn.
	 * @throws PessimisticLockingFailureException if somebody else holds the row for too
	 * long; nothing was written
	 */
	public <T extends @Nullable Object> T execute(IntegrationRef ref, TransactionCallback<T> work) {
		return inTurn(ref, () -> transaction.execute(work));
	}

	/** The same, with another result if somebody else holds the row for too long. */
	public <T> T execute(IntegrationRef ref, TransactionCallback<T> work, Supplier<T> whileLocked) {
		try {
			return execute(ref, work);
		}
		catch (PessimisticLockingFailureException ex) {
			log.debug("Somebody else holds the row of {}: {}", ref, ex.getMessage());
			return whileLocked.get();
		}
	}

	/** Runs a transaction that waits for no row. */
	public <T extends @Nullable Object> T execute(TransactionCallback<T> work) {
		return transaction.execute(work);
	}

	/**
	 * Runs the transaction after a provider was called, so that its outcome is not lost
	 * because somebody else holds the row. There is one at a time for an integration,
	 * which goes ahead of those that have yet to begin.
	 */
	public <T extends @Nullable Object> T complete(TransactionCallback<T> work) {
		int attempt = 1;
		while (true) {
			try {
				return transaction.execute(work);
			}
			catch (PessimisticLockingFailureException ex) {
				if (attempt++ == MAX_ATTEMPTS) {
					throw ex;
				}
			}
		}
	}

	private <T extends @Nullable Object> T inTurn(IntegrationRef ref, Supplier<T> work) {
		Turn turn = Objects
			.requireNonNull(turns.compute(ref, (same, known) -> (known != null) ? known.joined() : new Turn()));
		try {
			if (!turn.tryTake()) {
				throw new CannotAcquireLockException("Others of this replica wait for the row of " + ref);
			}
			try {
				return work.get();
			}
			finally {
				turn.place.release();
			}
		}
		finally {
			turns.computeIfPresent(ref, (same, known) -> known.left());
		}
	}

	/** The one place of an integration, and how many have it or want it. */
	private static final class Turn {

		private final Semaphore place = new Semaphore(1, true);

		private int users = 1;

		private Turn joined() {
			users++;
			return this;
		}

		private @Nullable Turn left() {
			users--;
			return (users > 0) ? this : null;
		}

		private boolean tryTake() {
			try {
				return place.tryAcquire(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				return false;
			}
		}

	}

}
