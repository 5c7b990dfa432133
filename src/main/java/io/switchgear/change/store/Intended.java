package io.switchgear.change.store;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.switchgear.change.Change;
import io.switchgear.idempotency.Claim;
import io.switchgear.integration.ExpectedVersion;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A new change, as the statements of {@link TransitionSql} take it.
 *
 * @param lease only of one that begins at once
 * @param guard what has to be true of the integration
 * @param credentials ciphertext in base64
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Intended(@JsonUnwrapped Columns change, @JsonUnwrapped @Nullable LeaseTime lease,
		@JsonUnwrapped Guard guard, @JsonUnwrapped @Nullable Claim claim, @Nullable String credentials) {

	public static Intended of(Change change) {
		return new Intended(Columns.of(change), null, new Guard(null, false), null, null);
	}

	/** With a lease of its own for that time. */
	public Intended leasedFor(Duration time) {
		return new Intended(change, new LeaseTime(UUID.randomUUID(), time.toMillis()), guard, claim, credentials);
	}

	/** Only from an expected version, and with the claim of an idempotency key. */
	public Intended provided(@Nullable ExpectedVersion expected, @Nullable Claim claimed) {
		return new Intended(change, lease, new Guard((expected != null) ? expected.etags() : null, false), claimed,
				credentials);
	}

	/** By a transaction that has locked the row and found nothing in the way. */
	public Intended judged() {
		return new Intended(change, lease, new Guard(null, true), null, credentials);
	}

	public Intended with(byte @Nullable [] ciphertext) {
		return new Intended(change, lease, guard, claim,
				(ciphertext != null) ? Base64.getEncoder().encodeToString(ciphertext) : null);
	}

	/** Who it is about and whose key it claims: one at a time of each. */
	public Set<Object> exclusive() {
		Object integration = change.provider + "/" + change.externalId;
		return (claim != null) ? Set.of(integration, claim) : Set.of(integration);
	}

	/**
	 * The columns of the change.
	 *
	 * @param enabled what the integration is to be; null: as it is
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Columns(UUID id, String provider, String externalId, String action, Map<String, @Nullable Object> requested,
			@Nullable Boolean enabled, @Nullable String reason, String actor, @Nullable String via, String source,
			@Nullable UUID batch, @Nullable Instant notBefore, @Nullable Instant notAfter, Instant nextTry,
			Instant at) {

		static Columns of(Change change) {
			return new Columns(change.id(), change.integration().provider(), change.integration().externalId(),
					change.action().wireName(), change.requested(), (Boolean) change.requested().get("enabled"),
					change.reason(), change.actor().name(), change.actor().via(), change.source().wireName(),
					change.batch(), change.notBefore(), change.notAfter(), change.due(), change.createdAt());
		}

	}

	@JsonNaming(SnakeCaseStrategy.class)
	record LeaseTime(UUID lease, long leaseMillis) {
	}

	/**
	 * What has to be true of the integration.
	 *
	 * @param etags the versions that it may go on from; null: any
	 * @param judged whether this transaction has locked the row and found nothing in the
	 * way; otherwise no change of it may wait
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Guard(@Nullable Set<String> etags, boolean judged) {
	}

}
