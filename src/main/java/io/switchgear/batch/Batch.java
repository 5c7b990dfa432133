package io.switchgear.batch;

import java.time.Instant;
import java.util.UUID;

import io.switchgear.batch.guard.Rails;
import io.switchgear.batch.guard.StoppedBy;
import io.switchgear.change.ChangeAction;
import io.switchgear.security.Actor;
import org.jspecify.annotations.Nullable;

/**
 * The same change for many integrations.
 *
 * @param stoppedBy why it was cancelled, if nobody did it
 */
public record Batch(UUID id, ChangeAction action, @Nullable String reason, Actor actor, BatchState state,
		Progress progress, Instant createdAt, @Nullable Instant cancelledAt, @Nullable Actor cancelledBy, Rails rails,
		@Nullable StoppedBy stoppedBy) {
}
