package io.switchgear.change;

import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import io.switchgear.connector.IntegrationRef;
import io.switchgear.connector.Target;
import io.switchgear.credential.Secret;
import io.switchgear.credential.UndecryptableException;
import io.switchgear.integration.ExpectedVersion;
import io.switchgear.integration.Integration;
import io.switchgear.integration.IntegrationDetails;
import io.switchgear.integration.IntegrationStore;
import io.switchgear.integration.Patch;
import io.switchgear.integration.Sync;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the transactions of changes have in common. The row of the integration is always
 * locked first.
 */
final class Rows {

	private static final Logger log = LoggerFactory.getLogger(Rows.class);

	private final IntegrationStore integrations;

	private final ChangeStore changes;

	private final ChangeQueue queue;

	private final Function<String, Set<String>> credentialNames;

	private final Clock clock;

	/** The function tells which credentials a provider knows. */
	Rows(IntegrationStore integrations, ChangeStore changes, ChangeQueue queue,
			Function<String, Set<String>> credentialNames, Clock clock) {
		this.integrations = integrations;
		this.changes = changes;
		this.queue = queue;
		this.credentialNames = credentialNames;
		this.clock = clock;
	}

	/**
	 * The integration that a request is about, created on first sight.
	 * @throws ProblemException with {@code integration.changed-meanwhile}, or with
	 * {@code request.invalid} if it would get too many labels
	 */
	Integration lockedFor(ChangeRequest request) {
		Integration current = integrations.lock(request.integration()).orElseGet(() -> {
			ExpectedVersion.requireKnown(request.expectedVersion(), request.integration());
			return locked(request.integration());
		});
		ExpectedVersion.require(request.expectedVersion(), current);
		current.requireRoomFor(request.patch());
		return current;
	}

	Integration locked(IntegrationRef ref) {
		return integrations.lockOrCreate(ref, clock.instant());
	}

	/**
	 * What a patch is to be applied to. Stored credentials that cannot be decrypted count
	 * as not stored: the provider may show its own.
	 * @throws ProblemException as {@link #updateCredentials} would
	 */
	Target target(IntegrationRef ref, Patch patch) {
		requireCredentials(ref, patch);
		try {
			return new Target(ref, integrations.credentials(ref));
		}
		catch (UndecryptableException ex) {
			log.warn("{}; going on without them", ex.getMessage());
			return new Target(ref, Map.of());
		}
	}

	/** Writes the next version; it stays pending while changes wait. */
	Integration save(Integration next) {
		boolean waiting = next.sync() != Sync.PENDING && queue.isPending(next.ref());
		Integration saved = (waiting ? next.withSync(Sync.PENDING) : next)
			.nextVersion(next.timeOfNext(clock.instant()));
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

	/**
	 * Keeps and forgets credentials as the patch says.
	 * @throws ProblemException with {@code credentials.required} if others are to stay
	 * that cannot be decrypted
	 */
	void updateCredentials(IntegrationRef ref, Patch patch) {
		updatedCredentials(ref, patch).ifPresent((updated) -> integrations.storeCredentials(ref, updated));
	}

	/**
	 * Refuses what {@link #updateCredentials} would refuse, and keeps nothing.
	 * @throws ProblemException as {@link #updateCredentials} would
	 */
	void requireCredentials(IntegrationRef ref, Patch patch) {
		updatedCredentials(ref, patch);
	}

	/** Empty if they stay as they are. */
	private Optional<Map<String, Secret>> updatedCredentials(IntegrationRef ref, Patch patch) {
		Map<String, Secret> given = patch.desired().credentials();
		Set<String> named = new HashSet<>(given.keySet());
		named.addAll(patch.forgotten());
		if (named.isEmpty()) {
			return Optional.empty();
		}
		boolean all = named.containsAll(credentialNames.apply(ref.provider()));
		Map<String, Secret> updated = new LinkedHashMap<>(all ? Map.of() : decrypted(ref));
		updated.putAll(given);
		updated.keySet().removeAll(patch.forgotten());
		return Optional.of(updated);
	}

	private Map<String, Secret> decrypted(IntegrationRef ref) {
		try {
			return integrations.credentials(ref);
		}
		catch (UndecryptableException ex) {
			throw Problem
				.of(ProblemCode.CREDENTIALS_REQUIRED,
						"What is stored for %s cannot be decrypted; give all credentials, or forget them all by null"
							.formatted(ref))
				.asException(ex);
		}
	}

	IntegrationDetails detailed(Integration integration) {
		UUID last = integration.lastChange();
		return new IntegrationDetails(integration,
				(last != null) ? changes.find(last).map(Change::inShort).orElse(null) : null);
	}

}
