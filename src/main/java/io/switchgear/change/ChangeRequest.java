package io.switchgear.change;

import java.time.Duration;
import java.time.Instant;

import io.switchgear.connector.IntegrationRef;
import io.switchgear.idempotency.IdempotencyKey;
import io.switchgear.integration.ExpectedVersion;
import io.switchgear.integration.Patch;
import io.switchgear.security.Actor;
import org.jspecify.annotations.Nullable;

/**
 * A write as a caller asks for it.
 *
 * @param reason why, for the history
 * @param expectedVersion refuses the write if the integration has another one; null: any,
 * and it need not be known
 * @param longestWait how long the caller waits at most; null: the provider's deadline
 * @param notBefore when to apply it at the earliest, for a change that goes on in the
 * background
 * @param key makes repeats of the request safe
 */
public record ChangeRequest(IntegrationRef integration, Patch patch, @Nullable String reason, Origin origin,
		@Nullable ExpectedVersion expectedVersion, @Nullable Duration longestWait, @Nullable Instant notBefore,
		@Nullable IdempotencyKey key) {

	/**
	 * Where a write comes from.
	 *
	 * @param actor who asks, and the client that carries it
	 * @param path what was called, null for background work
	 * @param requestId ties a problem in the history to the log
	 */
	public record Origin(Actor actor, @Nullable String path, @Nullable String requestId) {
	}

}
