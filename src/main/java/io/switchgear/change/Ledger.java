package io.switchgear.change;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;
import io.switchgear.change.ChangeStore.Completion;
import io.switchgear.change.ChangeStore.Lease;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.connector.ProviderState;
import io.switchgear.connector.Target;
import io.switchgear.credential.Secret;
import io.switchgear.credential.UndecryptableException;
import io.switchgear.idempotency.Idempotency;
import io.switchgear.integration.Integration;
import io.switchgear.integration.IntegrationDetails;
import io.switchgear.integration.Patch;
import io.switchgear.integration.RowTransactions;
import io.switchgear.outbound.Sent;
import io.switchgear.problem.Blame;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemBody;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * The transactions around a provider call: what is written before it, and what after it.
 */
public final class Ledger {

	private final Rows rows;

	private final ChangeStore changes;

	private final ChangeQueue queue;

	private final BackgroundTask task;

	private final Idempotency idempotency;

	private final Answers answers;

	private final RowTransactions transactions;

	private final Clock clock;

	Ledger(Rows rows, ChangeStore changes, ChangeQueue queue, BackgroundTask task, Idempotency idempotency,
			Answers answers, RowTransactions transactions, Clock clock) {
		this.rows = rows;
		this.changes = changes;
		this.queue = queue;
		this.task = task;
		this.idempotency = idempotency;
		this.answers = answers;
		this.transactions = transactions;
		this.clock = clock;
	}

	/**
	 * Writes down that the change is being applied. Those that wait and that it overrides
	 * go on waiting until it has succeeded. Empty while another change of the integration
	 * is being applied, or waits and would undo this one.
	 * @throws ProblemException with {@code integration.changed-meanwhile} or
	 * {@code idempotency.in-progress}
	 */
	Optional<Begun> begin(ChangeRequest request, Duration leaseTime) {
		return transactions.execute(request.integration(), (status) -> {
			Integration current = rows.lockedFor(request);
			Lease lease = Lease.of(leaseTime, clock.instant());
			Change change = started(request, current, ChangeState.APPLYING, null);
			idempotency.claim(request.key(), change.id());
			if (queue.isInTheWayOf(change) || !changes.insert(change, request.patch().desired().credentials(), lease)) {
				status.setRollbackOnly();
				return Optional.<Begun>empty();
			}
			rows.save(current.applying(request.patch().desired().enabled(), change.id()));
			return Optional.of(new Begun(change, request.patch(), lease, rows.target(current.ref(), request.patch())));
		}, Optional::empty);
	}

	/** The change that keeps a request from being begun; empty once there is none. */
	Optional<UUID> inTheWayOf(ChangeRequest request) {
		return queue.inTheWayOf(request.integration(), request.patch().requested(), clock.instant())
			.or(() -> queue.open(request.integration()));
	}

	/**
	 * Applies a change that no provider has to be told of. Empty while another change is
	 * under way that would undo it.
	 * @throws ProblemException with {@code integration.changed-meanwhile} or
	 * {@code idempotency.in-progress}
	 */
	Optional<IntegrationDetails> edit(ChangeRequest request) {
		return transactions.execute(request.integration(), (status) -> {
			Integration current = rows.lockedFor(request);
			Integration edited = current.edited(request.patch());
			Change change = started(request, current, ChangeState.SUCCEEDED, edited.snapshot());
			idempotency.claim(request.key(), change.id());
			if (queue.isInTheWayOf(change)) {
				status.setRollbackOnly();
				return Optional.<IntegrationDetails>empty();
			}
			changes.insert(change, Map.of(), null);
			queue.supersede(change, clock.instant());
			rows.updateCredentials(current.ref(), request.patch());
			IntegrationDetails details = rows.detailed(rows.save(edited));
			idempotency.keep(change.id(), answers.confirmed(details));
			return Optional.of(details);
		}, Optional::empty);
	}

	/**
	 * Completes a change that the provider confirmed, and withdraws those that wait and
	 * that it overrides.
	 */
	IntegrationDetails succeed(Begun begun, ProviderState state, Sent sent) {
		return transactions.complete((status) -> {
			Integration current = rows.locked(begun.integration());
			Instant now = clock.instant();
			Integration confirmed = current.edited(begun.patch()).observed(state, now);
			boolean mine = changes.complete(begun.change().id(), begun.lease().id(),
					new Completion(ChangeState.SUCCEEDED, confirmed.snapshot(), sent, state.requestId(), null, now));
			if (!mine) {
				return rows.detailed(current);
			}
			queue.supersede(begun.change(), now);
			rows.updateCredentials(current.ref(), begun.patch());
			IntegrationDetails details = rows.detailed(rows.save(confirmed));
			idempotency.keep(begun.change().id(), answers.confirmed(details));
			return details;
		});
	}

	/** Completes a change that ended with a problem. */
	void fail(Begun begun, Failure failure) {
		transactions.completeWithoutResult((status) -> {
			Integration current = rows.locked(begun.integration());
			boolean mine = changes.complete(begun.change().id(), begun.lease().id(), new Completion(ChangeState.FAILED,
					null, failure.sent(), failure.body().providerRequestId(), failure.body(), clock.instant()));
			if (!mine) {
				return;
			}
			Integration reverted = reverted(current, begun.change(), failure.mayHaveWritten());
			if (failure.code() == ProblemCode.PROVIDER_INTEGRATION_NOT_FOUND) {
				rows.saveOrForget(reverted);
			}
			else {
				rows.save(reverted);
			}
			if (isOnItsOwnMerits(failure.code())) {
				idempotency.keep(begun.change().id(), answers.refused(failure.body()));
			}
			else {
				idempotency.release(begun.change().id());
			}
		});
	}

	/** Lets a change that goes on in the background wait for its next attempt. */
	void postpone(Begun begun, Failure failure) {
		transactions.completeWithoutResult((status) -> {
			Integration current = rows.locked(begun.integration());
			if (changes.postpone(begun.change().id(), begun.lease().id(), failure.body(), failure.sent())) {
				rows.save(reverted(current, begun.change(), failure.mayHaveWritten()));
				// There is one, unless another replica has begun it and died.
				task.schedule(begun.change(), clock.instant());
			}
		});
	}

	/** Leaves a change to the next that looks for abandoned ones. */
	void leave(Begun begun, Failure failure, Duration pause) {
		transactions.completeWithoutResult((status) -> changes.leave(begun.change().id(), begun.lease().id(),
				failure.body(), failure.sent(), clock.instant().plus(pause)));
	}

	/** Takes over a change whose replica died while applying it, if there is one. */
	public Optional<Abandoned> takeOver(Duration leaseTime) {
		Instant now = clock.instant();
		Lease lease = Lease.of(leaseTime, now);
		return transactions
			.execute((status) -> changes.takeOver(now, lease).map((change) -> new Abandoned(change, lease)));
	}

	/**
	 * All that is needed to apply a change that was written down earlier.
	 * @throws ProblemException with {@code credentials.required} if what was given with
	 * it cannot be decrypted
	 */
	public Begun begun(Change change, Lease lease) {
		Patch patch = Patch.of(change.requested(), given(change));
		return new Begun(change, patch, lease, rows.target(change.integration(), patch));
	}

	private static Integration reverted(Integration current, Change change, boolean mayHaveWritten) {
		Boolean before = change.requested().containsKey("enabled") ? change.enabledBefore() : current.enabled();
		// What a replica did that died over the change is not known either.
		return current.reverted(before, mayHaveWritten || change.source() == ChangeSource.RECOVERY);
	}

	private Map<String, Secret> given(Change change) {
		try {
			return changes.credentials(change);
		}
		catch (UndecryptableException ex) {
			throw Problem
				.of(ProblemCode.CREDENTIALS_REQUIRED,
						"The credentials given with the change cannot be decrypted any more")
				.asException(ex);
		}
	}

	/**
	 * Whether a repeat would fail alike, whatever becomes of the provider and the
	 * gateway.
	 */
	private static boolean isOnItsOwnMerits(ProblemCode code) {
		return code.blame() == Blame.CALLER && !code.retryable();
	}

	private Change started(ChangeRequest request, Integration current, ChangeState state,
			@Nullable Map<String, @Nullable Object> after) {
		Instant now = current.timeOfNext(clock.instant());
		return new Change(UuidCreator.getTimeOrderedEpoch(now), current.ref(), ChangeAction.of(request.patch()), state,
				request.patch().requested(), current.snapshot(), after, request.reason(), request.origin().actor(),
				ChangeSource.API, 0, 0, null, null, null, null, null, now, now, (after != null) ? now : null, null);
	}

	/**
	 * What came of an attempt that failed.
	 *
	 * @param mayHaveWritten whether the provider may have done it nevertheless
	 */
	record Failure(ProblemCode code, ProblemBody body, Sent sent, boolean mayHaveWritten) {
	}

	/** A change whose replica died, held by the lease. */
	public record Abandoned(Change change, Lease lease) {
	}

	/** A change that was begun, and all that is needed to apply it. */
	public record Begun(Change change, Patch patch, Lease lease, Target target) {

		IntegrationRef integration() {
			return target.ref();
		}

	}

}
