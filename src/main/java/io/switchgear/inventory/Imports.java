package io.switchgear.inventory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.switchgear.problem.ProblemException;
import io.switchgear.provider.Inventories;
import io.switchgear.provider.Inventory;
import io.switchgear.provider.Provider;

/** Imports: reading the lists of providers, so that all their integrations are known. */
public final class Imports implements Inventories {

	// The clock of the replica that read it last may be ahead
	private static final Duration CLOCK_TOLERANCE = Duration.ofDays(1);

	private final ImportTable table;

	private final Clock clock;

	Imports(ImportTable table, Clock clock) {
		this.table = table;
		this.clock = clock;
	}

	/**
	 * Has the list of the provider read in the background, by some replica. If that is
	 * going on already, it goes on. Takes part in the transaction of the thread.
	 * @throws ProblemException with {@code capability.not-supported}
	 */
	public Inventory begin(Provider provider) {
		provider.requireList();
		Instant now = clock.instant();
		table.begin(provider.name(), now, now.plus(CLOCK_TOLERANCE));
		return of(provider.name());
	}

	/** The same, if the last time was long enough ago. */
	void beginIfDue(Provider provider, Duration every) {
		Instant now = clock.instant();
		table.begin(provider.name(), now, now.minus(every));
	}

	@Override
	public Map<String, Inventory> all() {
		return table.all();
	}

}
