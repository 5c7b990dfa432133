package io.switchgear.provider;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A hold in the history of a provider; what is said of its end is null while it is in
 * force.
 *
 * @param until when it ends by itself; null: when it is lifted
 * @param liftedBy {@code expired} if it ended by itself
 */
public record HoldEntry(String provider, String reason, String placedBy, @Nullable String placedVia, Instant placedAt,
		@Nullable Instant until, @Nullable String liftedBy, @Nullable String liftedVia, @Nullable Instant liftedAt) {
}
