package io.switchgear.change;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import io.switchgear.connector.IntegrationRef;
import io.switchgear.integration.LastChange;
import io.switchgear.problem.ProblemBody;
import org.jspecify.annotations.Nullable;

/**
 * One enable, disable or update of an integration: written before the provider is called,
 * completed after it.
 *
 * @param requested what was asked for; secrets are the word {@code set}
 * @param before the integration as it was known when the change began, null before that
 * @param after the integration as it was known when the change succeeded
 * @param actor who asked
 * @param attempts how often the write was sent to the provider
 * @param requests how many requests of any kind were sent for it, reads included
 * @param batch the batch it belongs to, if it does
 * @param providerRequestId the provider's id of the last call
 * @param problem why it failed, or why its last attempt did
 * @param supersededBy the newer change that took its place
 */
public record Change(UUID id, IntegrationRef integration, ChangeAction action, ChangeState state,
		Map<String, @Nullable Object> requested, @Nullable Map<String, @Nullable Object> before,
		@Nullable Map<String, @Nullable Object> after, @Nullable String reason, String actor, ChangeSource source,
		int attempts, int requests, @Nullable UUID batch, @Nullable String providerRequestId,
		@Nullable ProblemBody problem, @Nullable Instant notBefore, @Nullable Instant notAfter, Instant createdAt,
		@Nullable Instant startedAt, @Nullable Instant finishedAt, @Nullable UUID supersededBy) {

	private static final Duration SOONEST_LOOK = Duration.ofMillis(500);

	private static final Duration LATEST_LOOK = Duration.ofSeconds(10);

	/** As its integration shows it. */
	LastChange inShort() {
		return new LastChange(id, action.wireName(), state.wireName(), reason, actor, createdAt);
	}

	@Nullable Boolean enabledBefore() {
		return (before != null) ? (Boolean) before.get("enabled") : null;
	}

	/** When it is to be applied at the earliest. */
	Instant due() {
		return (notBefore != null) ? notBefore : createdAt;
	}

	/**
	 * When to look again whether its turn has come: soon while it is young, so that it is
	 * not late, and seldom in an outage, so that many of them are no load.
	 */
	public Instant nextLook(Instant now) {
		long waited = Duration.between(due(), now).toMillis();
		return now.plusMillis(Math.clamp(waited / 2, SOONEST_LOOK.toMillis(), LATEST_LOOK.toMillis()));
	}

	boolean isOverAt(Instant now) {
		return notAfter != null && !now.isBefore(notAfter);
	}

	/** Whether it is the caller of no request who waits for it. */
	boolean inBackground() {
		return notAfter != null;
	}

}
