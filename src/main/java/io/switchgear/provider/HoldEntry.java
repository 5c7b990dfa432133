package io.switchgear.provider;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A hold in the history of a provider; what is said of its end is null while it is in
 * force.
 */
public record HoldEntry(String provider, String reason, String placedBy, @Nullable String placedVia, Instant placedAt,
		@Nullable String liftedBy, @Nullable String liftedVia, @Nullable Instant liftedAt) {
}
