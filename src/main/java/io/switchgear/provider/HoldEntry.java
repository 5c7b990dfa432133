package io.switchgear.provider;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** A hold in the history of a provider; the last two are null while it is in force. */
public record HoldEntry(String provider, String reason, String placedBy, Instant placedAt, @Nullable String liftedBy,
		@Nullable Instant liftedAt) {
}
