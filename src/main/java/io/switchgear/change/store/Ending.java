package io.switchgear.change.store;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.switchgear.change.ChangeState;
import io.switchgear.idempotency.Receipt;
import io.switchgear.integration.Integration;
import io.switchgear.integration.Observed;
import io.switchgear.outbound.Sent;
import io.switchgear.problem.ProblemBody;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * What becomes of a change that was applied, and of its integration, as the statement
 * {@link TransitionSql#END} takes it.
 *
 * @param found what the change found at the provider; null: nothing was read before its
 * write
 * @param receipt what repeats of the request get; null if it had no idempotency key
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Ending(@JsonUnwrapped Held held, @Nullable Map<String, @Nullable Object> found,
		@JsonUnwrapped Outcome outcome, @JsonUnwrapped Left left, @JsonUnwrapped @Nullable Receipt receipt) {

	/** Goes on from the version of the integration that the change began with. */
	public static Ending of(Begun begun, Outcome outcome, Integration left, @Nullable Receipt receipt) {
		Held held = new Held(begun.change().id(), begun.lease(), left.ref().provider(), left.ref().externalId(),
				begun.integration().version());
		return new Ending(held, begun.found(), outcome, Left.of(left), receipt);
	}

	/** By a transaction that has locked the row and found that the lease is held. */
	public Ending judged() {
		return new Ending(new Held(held.id, held.lease, held.provider, held.externalId, null), found, outcome, left,
				receipt);
	}

	/** Who it is about: one at a time of each. */
	public Set<Object> exclusive() {
		return Set.of(held.provider + "/" + held.externalId);
	}

	/**
	 * What has to be true of the integration.
	 *
	 * @param version null: any, since it was judged
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Held(UUID id, UUID lease, String provider, String externalId, @Nullable Long version) {
	}

	/**
	 * The columns of the change.
	 *
	 * @param nextTry only of a change that is tried again
	 * @param waits by how much the number of waiting changes rises
	 * @param mayHaveActed whether the provider may have done it although it failed
	 */
	@JsonNaming(SnakeCaseStrategy.class)
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record Outcome(String state, @Nullable Map<String, Object> after, @Nullable ProblemBody problem,
			int attempts, int requests, @Nullable String providerRequestId, Instant at, @Nullable Instant nextTry,
			int waits, boolean mayHaveActed) {

		public static Outcome succeeded(Integration left, Sent sent, @Nullable String requestId, Instant at) {
			Map<String, Object> after = Integration.stored(left.snapshot());
			return new Outcome(ChangeState.SUCCEEDED.wireName(), after, null, sent.attempts(), sent.requests(),
					requestId, at, null, 0, false);
		}

		/** Also of one that stood back and is withdrawn. */
		public static Outcome failed(ChangeState state, ProblemBody problem, Sent sent, Instant at) {
			return new Outcome(state.wireName(), null, problem, sent.attempts(), sent.requests(),
					problem.providerRequestId(), at, null, 0, false);
		}

		public static Outcome postponed(ProblemBody problem, Sent sent, Instant at, Instant nextTry) {
			return new Outcome(ChangeState.PENDING.wireName(), null, problem, sent.attempts(), sent.requests(),
					problem.providerRequestId(), at, nextTry, 1, false);
		}

		/** Says that the provider may have done it nevertheless, if so. */
		public Outcome inDoubt(boolean doubt) {
			return new Outcome(state, after, problem, attempts, requests, providerRequestId, at, nextTry, waits, doubt);
		}

	}

	/** The columns of the integration. */
	@JsonNaming(SnakeCaseStrategy.class)
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Left(@Nullable String displayName, Map<String, String> labels, @Nullable Boolean enabled,
			@Nullable Boolean observedEnabled, @Nullable Instant observedAt, String sync, @Nullable String type,
			Map<String, Object> settings, Map<String, String> credentialHints, boolean inDoubt) {

		static Left of(Integration integration) {
			Observed observed = integration.observed();
			return new Left(integration.displayName(), integration.labels(), integration.enabled(),
					(observed != null) ? observed.enabled() : null, (observed != null) ? observed.at() : null,
					integration.settledSync().wireName(), integration.type(), integration.settings(),
					integration.credentials(), integration.inDoubt());
		}

	}

}
