package io.switchgear.change.store;

import java.util.Objects;
import java.util.UUID;

import io.switchgear.integration.Integration;
import org.jspecify.annotations.Nullable;

/**
 * What a transition left of an integration.
 *
 * @param lease of the change that is being applied now, if one is
 * @param credentials ciphertext of those that are stored
 * @param enabledBefore what was asked for before the change; only known of one that
 * begins
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Taken(UUID change, Integration integration, @Nullable UUID lease, byte @Nullable [] credentials,
		@Nullable Boolean enabledBefore) {

	public UUID requiredLease() {
		return Objects.requireNonNull(lease);
	}

}
