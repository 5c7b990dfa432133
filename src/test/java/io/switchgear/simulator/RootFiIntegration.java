package io.switchgear.simulator;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** One integration as RootFi holds it. */
public record RootFiIntegration(long id, String type, String clientId, String clientSecret, boolean disabled,
		@Nullable Boolean identity, Instant createdAt, Instant updatedAt) {

	RootFiIntegration with(Settings settings, Instant at) {
		return new RootFiIntegration(id, type, settings.clientId(), settings.clientSecret(), settings.disabled(),
				settings.identity(), createdAt, at);
	}

	RootFiIntegration flipped(boolean off, Instant at) {
		return with(new Settings(clientId, clientSecret, off, identity), at);
	}

	/** The part that an update replaces, always as a whole. */
	record Settings(String clientId, String clientSecret, boolean disabled, @Nullable Boolean identity) {
	}

}
