package io.switchgear.simulator;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

import io.switchgear.simulator.RootFiIntegration.Settings;

/** The integrations that RootFi knows. */
final class RootFiIntegrations {

	private final TreeMap<Long, RootFiIntegration> byId = new TreeMap<>();

	private final Clock clock;

	RootFiIntegrations(Clock clock) {
		this.clock = clock;
	}

	synchronized RootFiIntegration add(long id, String type, Settings settings) {
		Instant now = clock.instant();
		RootFiIntegration added = new RootFiIntegration(id, type, settings.clientId(), settings.clientSecret(),
				settings.disabled(), settings.identity(), now, now);
		byId.put(id, added);
		return added;
	}

	synchronized RootFiIntegration add(String type, Settings settings) {
		return add(byId.isEmpty() ? 1 : byId.lastKey() + 1, type, settings);
	}

	synchronized Optional<RootFiIntegration> find(long id) {
		return Optional.ofNullable(byId.get(id));
	}

	synchronized Optional<RootFiIntegration> update(long id, Settings settings) {
		Instant now = clock.instant();
		return Optional.ofNullable(byId.computeIfPresent(id, (_, old) -> old.with(settings, now)));
	}

	synchronized void flip(long id, boolean disabled) {
		byId.put(id, find(id).orElseThrow().flipped(disabled, clock.instant()));
	}

	synchronized void clear() {
		byId.clear();
	}

}
