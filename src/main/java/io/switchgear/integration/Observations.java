package io.switchgear.integration;

import java.time.Clock;
import java.time.Instant;

import io.switchgear.connector.IntegrationRef;
import io.switchgear.connector.ProviderState;

/** Writes down what providers say of integrations. */
final class Observations {

	private final IntegrationStore store;

	private final RowTransactions transactions;

	private final Clock clock;

	Observations(IntegrationStore store, RowTransactions transactions, Clock clock) {
		this.store = store;
		this.transactions = transactions;
		this.clock = clock;
	}

	/**
	 * Writes down the answer to a question asked then, unless a later one is known;
	 * creates the integration where it was not known.
	 */
	IntegrationDetails add(IntegrationRef ref, ProviderState state, Instant asked) {
		return transactions.execute(ref, (status) -> {
			Integration current = store.lockOrCreate(ref, clock.instant());
			if (current.observed() == null || !current.observed().at().isAfter(asked)) {
				store.update(seen(current, state, asked).nextVersion(current.timeOfNext(clock.instant())));
			}
			return store.details(ref).orElseThrow();
		});
	}

	/** A doubt that came up after the question stays. */
	private Integration seen(Integration current, ProviderState state, Instant asked) {
		Integration seen = current.observed(state, clock.instant());
		return (current.inDoubt() && current.updatedAt().isAfter(asked)) ? seen.doubted() : seen;
	}

}
