package io.switchgear.batch;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import io.switchgear.batch.guard.Rails;
import io.switchgear.batch.guard.StoppedBy;
import io.switchgear.security.Actor;
import org.jspecify.annotations.Nullable;

/**
 * The same change for many integrations.
 *
 * @param patch what an update asks for; null for others
 * @param reverts the batch that this one takes back, if it does
 * @param stoppedBy why it was cancelled, if nobody did it
 */
public record Batch(UUID id, BatchAction action, @Nullable Map<String, @Nullable Object> patch, @Nullable UUID reverts,
		@Nullable String reason, Actor actor, BatchState state, Progress progress, Instant createdAt,
		@Nullable Instant cancelledAt, @Nullable Actor cancelledBy, Rails rails, @Nullable StoppedBy stoppedBy) {

	/** As one that takes back another one. */
	public Batch reverting(UUID other) {
		return new Batch(id, action, patch, other, reason, actor, state, progress, createdAt, cancelledAt, cancelledBy,
				rails, stoppedBy);
	}

}
