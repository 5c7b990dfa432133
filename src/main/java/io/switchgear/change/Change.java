package io.switchgear.change;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.integration.LastChange;
import io.switchgear.problem.ProblemBody;
import io.switchgear.security.Actor;
import org.jspecify.annotations.Nullable;

/**
 * One enable, disable or update of an integration: written before the provider is called,
 * completed after it.
 *
 * @param requested what was asked for; secrets are the word {@code set}
 * @param before the integration as it was known when the change began, null before that
 * @param after the integration as it was known when the change succeeded
 * @param actor who asked, and the client that carried it
 * @param attempts how often the write was sent to the provider
 * @param requests how many requests of any kind were sent for it, reads included
 * @param batch the batch it belongs to, if it does
 * @param providerRequestId the provider's id of the last call
 * @param problem why it failed, or why its last attempt did
 * @param supersededBy the newer change that took its place
 * @param cancelledBy who withdrew it
 */
public record Change(UUID id, IntegrationRef integration, ChangeAction action, ChangeState state,
		Map<String, @Nullable Object> requested, @Nullable Map<String, @Nullable Object> before,
		@Nullable Map<String, @Nullable Object> after, @Nullable String reason, Actor actor, ChangeSource source,
		int attempts, int requests, @Nullable UUID batch, @Nullable String providerRequestId,
		@Nullable ProblemBody problem, @Nullable Instant notBefore, @Nullable Instant notAfter, Instant createdAt,
		@Nullable Instant startedAt, @Nullable Instant finishedAt, @Nullable UUID supersededBy,
		@Nullable Actor cancelledBy) {

	/** One that a caller waits for. */
	static Change applying(ChangeRequest request, Instant now) {
		return asked(request, ChangeState.APPLYING, now, null, null);
	}

	/** One that changes the gateway's own data only. */
	static Change edit(ChangeRequest request, Instant now) {
		return asked(request, ChangeState.SUCCEEDED, now, null, null);
	}

	/** One that is to be applied in the background. */
	static Change waiting(ChangeRequest request, Instant now, @Nullable Instant notBefore, Instant notAfter) {
		return asked(request, ChangeState.PENDING, now, notBefore, notAfter);
	}

	/** One that forgets the integration. */
	static Change forgetting(IntegrationRef ref, Actor actor, Instant now) {
		return new Change(UuidCreator.getTimeOrderedEpoch(now), ref, ChangeAction.FORGET, ChangeState.SUCCEEDED,
				Map.of(), null, null, null, actor, ChangeSource.API, 0, 0, null, null, null, null, null, now, now, now,
				null, null);
	}

	/** One that is an item of a batch. */
	static Change ofBatch(BatchChanges.Items items, BatchChanges.Wanted wanted, Instant now) {
		return new Change(UuidCreator.getTimeOrderedEpoch(now), wanted.integration(), ChangeAction.of(wanted.patch()),
				ChangeState.PENDING, wanted.patch().requested(), null, null, items.reason(), items.actor(),
				items.source(), 0, 0, items.batch(), null, null, items.notBefore(), items.notAfter(), now, null, null,
				null, null);
	}

	private static Change asked(ChangeRequest request, ChangeState state, Instant now, @Nullable Instant notBefore,
			@Nullable Instant notAfter) {
		boolean waits = state == ChangeState.PENDING;
		return new Change(UuidCreator.getTimeOrderedEpoch(now), request.integration(), ChangeAction.of(request.patch()),
				state, request.patch().requested(), null, null, request.reason(), request.origin().actor(),
				ChangeSource.API, 0, 0, null, null, null, notBefore, notAfter, now, waits ? null : now,
				(state == ChangeState.SUCCEEDED) ? now : null, null, null);
	}

	/**
	 * As it was when it came to an earlier state, or to this one. What a later attempt
	 * adds to is taken from what was kept of that state, if anything was.
	 * @param kept whether this has the attempts and the problem of that state
	 * @param cameFrom the source that it had then
	 */
	public Change asOf(ChangeState then, boolean kept, ChangeSource cameFrom) {
		if (then == ChangeState.PENDING || then == ChangeState.APPLYING) {
			boolean started = kept || then == ChangeState.APPLYING;
			return new Change(id, integration, action, then, requested, started ? before : null, null, reason, actor,
					cameFrom, kept ? attempts : 0, kept ? requests : 0, batch, kept ? providerRequestId : null,
					kept ? problem : null, notBefore, notAfter, createdAt, started ? startedAt : null, null, null,
					null);
		}
		// A change that failed may have been replaced since
		return new Change(id, integration, action, then, requested, before, after, reason, actor, source, attempts,
				requests, batch, providerRequestId, problem, notBefore, notAfter, createdAt, startedAt, finishedAt,
				(then == ChangeState.FAILED) ? null : supersededBy, cancelledBy);
	}

	/** The same change in another state. */
	public Change in(ChangeState other) {
		return new Change(id, integration, action, other, requested, before, after, reason, actor, source, attempts,
				requests, batch, providerRequestId, problem, notBefore, notAfter, createdAt, startedAt, finishedAt,
				supersededBy, cancelledBy);
	}

	/** As its integration shows it. */
	public LastChange inShort() {
		return new LastChange(id, action.wireName(), state.wireName(), reason, actor, createdAt);
	}

	public @Nullable Boolean enabledBefore() {
		return (before != null) ? (Boolean) before.get("enabled") : null;
	}

	/** When it is to be applied at the earliest. */
	public Instant due() {
		return (notBefore != null) ? notBefore : createdAt;
	}

	public boolean isOverAt(Instant now) {
		return notAfter != null && !now.isBefore(notAfter);
	}

	/** Whether it is the caller of no request who waits for it. */
	public boolean inBackground() {
		return notAfter != null;
	}

}
