package io.switchgear.change;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

import io.switchgear.connector.IntegrationRef;
import io.switchgear.integration.ExpectedVersion;
import io.switchgear.integration.Integration;
import io.switchgear.integration.IntegrationStore;
import io.switchgear.integration.Integrations;
import io.switchgear.integration.RowTransactions;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Forgets integrations of which no change is under way. */
public final class Forgetting {

	private final IntegrationStore store;

	private final ChangeQueue queue;

	private final RowTransactions transactions;

	Forgetting(IntegrationStore store, ChangeQueue queue, RowTransactions transactions) {
		this.store = store;
		this.queue = queue;
		this.transactions = transactions;
	}

	/**
	 * Forgets the integration and its stored credentials; its history stays. The provider
	 * is not called. Has to run in {@link #withLocked}.
	 * @throws ProblemException with {@code integration.not-found},
	 * {@code integration.changed-meanwhile}, or {@code change.in-progress} while a change
	 * of it is being applied
	 */
	public void forget(IntegrationRef ref, @Nullable ExpectedVersion expectedVersion) {
		checkForgetting(store.lock(ref), ref, expectedVersion);
		store.delete(ref);
	}

	/**
	 * Does the work in a transaction that locks the row of the integration, if there is
	 * one, before anything else: the order in which all others lock.
	 */
	public <T> T withLocked(IntegrationRef ref, Supplier<T> work) {
		return transactions.execute(ref, (status) -> {
			store.lock(ref);
			return work.get();
		});
	}

	/**
	 * Refuses what {@link #forget} would refuse, and forgets nothing.
	 * @throws ProblemException as {@link #forget} would
	 */
	public void preview(IntegrationRef ref, @Nullable ExpectedVersion expectedVersion) {
		checkForgetting(store.find(ref), ref, expectedVersion);
	}

	private void checkForgetting(Optional<Integration> known, IntegrationRef ref,
			@Nullable ExpectedVersion expectedVersion) {
		ExpectedVersion.require(expectedVersion, known.orElseThrow(() -> Integrations.unknown(ref)));
		queue.open(ref).ifPresent((change) -> {
			throw Problem
				.of(ProblemCode.CHANGE_IN_PROGRESS, "Change %s of %s waits or is being applied".formatted(change, ref))
				.withChangeId(change.toString())
				.withRetryAfter(Duration.ofSeconds(1))
				.asException();
		});
	}

}
