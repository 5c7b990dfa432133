package io.switchgear.integration;

import com.github.f4b6a3.uuid.UuidCreator;

import io.switchgear.credential.Secret;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.switchgear.connector.IntegrationRef;
import io.switchgear.connector.ProviderState;
import io.switchgear.connector.Target;
import io.switchgear.integration.ChangeStore.Completion;
import io.switchgear.integration.ChangeStore.Lease;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemBody;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The transactions around a provider call: what is written before it, and what after it.
 */
final class Ledger {

	private final IntegrationStore integrations;

	private final ChangeStore changes;

	private final TransactionTemplate transaction;

	private final Clock clock;

	Ledger(IntegrationStore integrations, ChangeStore changes, TransactionTemplate transaction, Clock clock) {
		this.integrations = integrations;
		this.changes = changes;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * Writes down that the change is being applied. Empty while another change of the
	 * integration is.
	 * @throws ProblemException with {@code integration.changed-meanwhile}
	 */
	Optional<Begun> begin(ChangeRequest request, Duration leaseTime) {
		return transaction.execute((status) -> {
			Integration current = current(request);
			Instant now = clock.instant();
			Lease lease = new Lease(UUID.randomUUID(), now.plus(leaseTime));
			Change change = change(request, current, ChangeState.APPLYING, null, now);
			if (!changes.insert(change, request.patch().desired().credentials(), lease)) {
				status.setRollbackOnly();
				return Optional.<Begun>empty();
			}
			integrations.update(current.pending(request.patch().desired().enabled(), change.id()).nextVersion(now));
			return Optional.of(new Begun(change, request.patch(), lease,
					new Target(current.ref(), integrations.credentials(current.ref()))));
		});
	}

	/** Applies a change that no provider has to be told of. */
	Integration edit(ChangeRequest request) {
		return transaction.execute((status) -> {
			Integration current = current(request);
			Instant now = clock.instant();
			Integration edited = current.edited(request.patch()).nextVersion(now);
			changes.insert(change(request, current, ChangeState.SUCCEEDED, edited.snapshot(), now), Map.of(), null);
			forget(current.ref(), request.patch());
			integrations.update(edited);
			return edited;
		});
	}

	/** Completes a change that the provider confirmed. */
	Integration succeed(Begun begun, ProviderState state, int attempts) {
		return transaction.execute((status) -> {
			Integration current = locked(begun.change().integration());
			Instant now = clock.instant();
			Integration confirmed = current.edited(begun.patch()).observed(state, now).nextVersion(now);
			boolean mine = changes.complete(begun.change().id(), begun.lease().id(), new Completion(
					ChangeState.SUCCEEDED, confirmed.snapshot(), attempts, state.requestId(), null, now));
			if (!mine) {
				return current;
			}
			keep(current.ref(), begun.patch().desired().credentials());
			forget(current.ref(), begun.patch());
			integrations.update(confirmed);
			return confirmed;
		});
	}

	/** Completes a change that ended with a problem. */
	void fail(Begun begun, Problem problem, ProblemBody body, int attempts) {
		transaction.executeWithoutResult((status) -> {
			Integration current = locked(begun.change().integration());
			String providerRequestId = (problem.provider() != null) ? problem.provider().requestId() : null;
			boolean mine = changes.complete(begun.change().id(), begun.lease().id(),
					new Completion(ChangeState.FAILED, null, attempts, providerRequestId, body, clock.instant()));
			if (mine) {
				Integration reverted = current.reverted(enabledBefore(begun.change()), problem.code());
				if (problem.code() == ProblemCode.PROVIDER_INTEGRATION_NOT_FOUND && reverted.isBlank()) {
					integrations.delete(current.ref());
				}
				else {
					integrations.update(reverted.nextVersion(clock.instant()));
				}
			}
		});
	}

	/** Takes over a change whose replica died while applying it, if there is one. */
	Optional<Begun> takeOver(Duration leaseTime) {
		return transaction.execute((status) -> {
			Instant now = clock.instant();
			Lease lease = new Lease(UUID.randomUUID(), now.plus(leaseTime));
			return changes.takeOver(now, lease)
				.map((change) -> new Begun(change, Patch.requestedBy(change, changes.credentials(change)), lease,
						new Target(change.integration(), integrations.credentials(change.integration()))));
		});
	}

	/**
	 * Writes down what the provider says; creates the integration where it was not known.
	 */
	Integration observe(IntegrationRef ref, ProviderState state) {
		return transaction.execute((status) -> {
			Instant now = clock.instant();
			integrations.insertIfAbsent(Integration.firstSeen(ref, now));
			Integration current = locked(ref);
			Integration seen = current.observed(state, now).nextVersion(now);
			Integration settled = (current.sync() == Sync.PENDING) ? seen.withSync(Sync.PENDING) : seen;
			integrations.update(settled);
			return settled;
		});
	}

	private Integration current(ChangeRequest request) {
		integrations.insertIfAbsent(Integration.firstSeen(request.integration(), clock.instant()));
		Integration current = locked(request.integration());
		current.requireVersion(request.expectedVersion());
		return current;
	}

	private Integration locked(IntegrationRef ref) {
		return integrations.lock(ref).orElseGet(() -> {
			integrations.insertIfAbsent(Integration.firstSeen(ref, clock.instant()));
			return integrations.lock(ref).orElseThrow();
		});
	}

	private void keep(IntegrationRef ref, Map<String, Secret> given) {
		if (!given.isEmpty()) {
			Map<String, Secret> all = new LinkedHashMap<>(integrations.credentials(ref));
			all.putAll(given);
			integrations.storeCredentials(ref, all);
		}
	}

	private void forget(IntegrationRef ref, Patch patch) {
		if (!patch.forgotten().isEmpty()) {
			Map<String, Secret> left = new LinkedHashMap<>(integrations.credentials(ref));
			left.keySet().removeAll(patch.forgotten());
			integrations.storeCredentials(ref, left);
		}
	}

	private static @Nullable Boolean enabledBefore(Change change) {
		return (change.before() != null) ? (Boolean) change.before().get("enabled") : null;
	}

	private static Change change(ChangeRequest request, Integration current, ChangeState state,
			@Nullable Map<String, @Nullable Object> after, Instant now) {
		return new Change(UuidCreator.getTimeOrderedEpoch(), current.ref(), request.patch().action(), state,
				request.patch().requested(), current.snapshot(), after, request.reason(), request.actor(),
				ChangeSource.API, 0, null, null, null, null, null, now, now, (after != null) ? now : null);
	}

	/** A change that was begun, and all that is needed to apply it. */
	record Begun(Change change, Patch patch, Lease lease, Target target) {
	}

}
