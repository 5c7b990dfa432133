package io.switchgear.integration;

import java.time.Duration;

import io.switchgear.connector.IntegrationRef;
import org.jspecify.annotations.Nullable;

/**
 * A write as a caller asks for it.
 *
 * @param reason why, for the history
 * @param actor who asks
 * @param expectedVersion refuses the write if the integration has another one by now;
 * null: any
 * @param longestWait how long the caller waits at most; null: the provider's deadline
 * @param requestId ties a problem in the history to the log
 */
public record ChangeRequest(IntegrationRef integration, Patch patch, @Nullable String reason, String actor,
		@Nullable Long expectedVersion, @Nullable Duration longestWait, @Nullable String requestId) {
}
