package io.switchgear.integration;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.switchgear.connector.IntegrationRef;
import io.switchgear.connector.ListedIntegration;
import io.switchgear.connector.ProviderState;

/**
 * Writes down what providers say of integrations, and tells it if that begins to differ
 * from what was asked for, or no longer does.
 */
public final class Observations {

	private final IntegrationStore store;

	private final ListedRows rows;

	private final RowTransactions transactions;

	private final IntegrationEvents events;

	private final Clock clock;

	Observations(IntegrationStore store, ListedRows rows, RowTransactions transactions, IntegrationEvents events,
			Clock clock) {
		this.store = store;
		this.rows = rows;
		this.transactions = transactions;
		this.events = events;
		this.clock = clock;
	}

	/**
	 * Writes down the answer to a question asked then, unless a later one is known;
	 * creates the integration where it was not known.
	 */
	IntegrationDetails add(IntegrationRef ref, ProviderState state, Instant asked) {
		return transactions.execute(ref, (status) -> {
			Integration current = store.lockOrCreate(ref, clock, () -> store.lock(ref));
			if (isNews(current, asked)) {
				Integration next = write(current, doubted(current, current.observed(state, clock.instant()), asked));
				// A change that is being applied will tell what it leads to
				store.lockIdle(ref).ifPresent((idle) -> tell(current, next));
			}
			return store.details(ref).orElseThrow();
		});
	}

	/**
	 * Writes down what a page of a list says, which was asked for then: those that are
	 * not known become known, and of the others only what is new is written.
	 */
	public void addListed(String provider, List<ListedIntegration> page, Instant asked) {
		Map<String, Integration> known = rows.known(provider,
				page.stream().map(ListedIntegration::externalId).toList());
		List<ListedIntegration> unknown = new ArrayList<>();
		for (ListedIntegration listed : page) {
			Integration current = known.get(listed.externalId());
			if (current == null) {
				unknown.add(listed);
			}
			else {
				compare(current, listed.state(), asked);
			}
		}
		if (!unknown.isEmpty()) {
			rows.insert(provider, unknown, clock.instant());
		}
	}

	/**
	 * Compares a known integration with what its provider said of it, asked then by
	 * nobody in particular. Writes nothing if nothing is new, or while a change of it is
	 * being applied, which will know better.
	 */
	public void compare(IntegrationRef ref, ProviderState state, Instant asked) {
		store.find(ref).ifPresent((current) -> compare(current, state, asked));
	}

	/**
	 * Writes down that the provider does not have a known integration, asked for then.
	 */
	public void missing(IntegrationRef ref, Instant asked) {
		transactions.execute(ref, (status) -> {
			store.lockIdle(ref)
				.filter((current) -> current.missingSince() == null && isNews(current, asked))
				.ifPresent((current) -> write(current, current.missing(clock.instant())));
			return Optional.empty();
		}, Optional::empty);
	}

	private void compare(Integration known, ProviderState state, Instant asked) {
		if (!isNews(known, asked) || known.agreesWith(state)) {
			return;
		}
		transactions.execute(known.ref(), (status) -> {
			store.lockIdle(known.ref())
				.filter((current) -> isNews(current, asked) && !current.agreesWith(state))
				.ifPresent((current) -> tell(current,
						write(current, doubted(current, current.seen(state, clock.instant()), asked))));
			return Optional.empty();
		}, Optional::empty);
	}

	private static boolean isNews(Integration current, Instant asked) {
		return current.observed() == null || !current.observed().at().isAfter(asked);
	}

	/** A doubt that came up after the question stays. */
	private static Integration doubted(Integration current, Integration seen, Instant asked) {
		return (current.inDoubt() && current.updatedAt().isAfter(asked)) ? seen.doubted() : seen;
	}

	private Integration write(Integration current, Integration seen) {
		Integration next = seen.nextVersion(current.timeOfNext(clock.instant()));
		store.update(next);
		return next;
	}

	private void tell(Integration before, Integration now) {
		if ((before.settledSync() == Sync.DRIFTED) != (now.settledSync() == Sync.DRIFTED)) {
			events.tell(now);
		}
	}

}
