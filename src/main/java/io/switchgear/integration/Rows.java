package io.switchgear.integration;

import io.switchgear.credential.Secret;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.switchgear.connector.IntegrationRef;
import io.switchgear.connector.Target;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;

/**
 * What the transactions of changes have in common. The row of the integration is always
 * locked first.
 */
final class Rows {

	private final IntegrationStore integrations;

	private final ChangeStore changes;

	private final ChangeQueue queue;

	private final Clock clock;

	Rows(IntegrationStore integrations, ChangeStore changes, ChangeQueue queue, Clock clock) {
		this.integrations = integrations;
		this.changes = changes;
		this.queue = queue;
		this.clock = clock;
	}

	/**
	 * The integration that a request is about, created on first sight.
	 * @throws ProblemException with {@code integration.changed-meanwhile}
	 */
	Integration lockedFor(ChangeRequest request) {
		IntegrationRef ref = request.integration();
		if (request.expectedVersion() == null) {
			return locked(ref);
		}
		Integration current = integrations.lock(ref)
			.orElseThrow(() -> Problem
				.of(ProblemCode.INTEGRATION_CHANGED_MEANWHILE, ref + " is not known here, so it has no version")
				.asException());
		current.requireVersion(request.expectedVersion());
		return current;
	}

	Integration locked(IntegrationRef ref) {
		Optional<Integration> current = integrations.lock(ref);
		// Others may forget it between two statements
		while (current.isEmpty()) {
			integrations.insertIfAbsent(Integration.firstSeen(ref, clock.instant()));
			current = integrations.lock(ref);
		}
		return current.get();
	}

	/**
	 * The time, but always later than what was written to the row before, so that the
	 * changes of an integration have their ids in their order whatever the clocks of the
	 * replicas say.
	 */
	Instant now(Integration locked) {
		Instant now = clock.instant();
		Instant next = locked.isNew() ? locked.updatedAt() : locked.updatedAt().plusMillis(1);
		return now.isBefore(next) ? next : now;
	}

	Target target(IntegrationRef ref) {
		return new Target(ref, integrations.credentials(ref));
	}

	/** Writes the next version; it stays pending while changes wait. */
	Integration save(Integration next) {
		boolean waiting = next.sync() != Sync.PENDING && queue.isPending(next.ref());
		Integration saved = (waiting ? next.withSync(Sync.PENDING) : next).nextVersion(now(next));
		integrations.update(saved);
		return saved;
	}

	/** Writes the next version, or forgets what was only ever named. */
	void saveOrForget(Integration next) {
		if (next.isBlank() && !queue.isPending(next.ref())) {
			integrations.delete(next.ref());
		}
		else {
			save(next);
		}
	}

	/** Writes the next version after a change was withdrawn. */
	void settle(Integration current) {
		if (!queue.isApplying(current.ref())) {
			saveOrForget(current.settled());
		}
	}

	/** Keeps and forgets credentials as the patch says. */
	void updateCredentials(IntegrationRef ref, Patch patch) {
		Map<String, Secret> given = patch.desired().credentials();
		if (!given.isEmpty() || !patch.forgotten().isEmpty()) {
			Map<String, Secret> all = new LinkedHashMap<>(integrations.credentials(ref));
			all.putAll(given);
			all.keySet().removeAll(patch.forgotten());
			integrations.storeCredentials(ref, all);
		}
	}

	IntegrationDetails detailed(Integration integration) {
		UUID last = integration.lastChange();
		return new IntegrationDetails(integration, (last != null) ? changes.find(last).orElse(null) : null);
	}

}
