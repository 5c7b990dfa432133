package io.switchgear.change.store;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.switchgear.change.Change;
import io.switchgear.change.ChangeRequest;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.integration.ExpectedVersion;
import io.switchgear.integration.Integration;
import io.switchgear.integration.IntegrationDetails;
import io.switchgear.integration.IntegrationStore;
import io.switchgear.integration.Patch;
import io.switchgear.jdbc.Columns;
import io.switchgear.problem.ProblemException;

/**
 * Locks rows of integrations, which every transaction of changes does first, and reads
 * the open changes of the integration if the row says that there are any.
 */
public final class LockedRows {

	private final IntegrationStore integrations;

	private final ChangeTable changes;

	private final Ledger ledger;

	private final Clock clock;

	public LockedRows(IntegrationStore integrations, ChangeTable changes, Ledger ledger, Clock clock) {
		this.integrations = integrations;
		this.changes = changes;
		this.ledger = ledger;
		this.clock = clock;
	}

	/**
	 * The integration that a request is about, created on first sight.
	 * @throws ProblemException with {@code integration.changed-meanwhile}, or with
	 * {@code request.invalid} if it would get too many labels
	 */
	public LockedIntegration lockFor(ChangeRequest request) {
		LockedIntegration locked = find(request.integration()).orElseGet(() -> {
			ExpectedVersion.requireKnown(request.expectedVersion(), request.integration());
			return lock(request.integration());
		});
		ExpectedVersion.require(request.expectedVersion(), locked.integration());
		locked.integration().requireRoomFor(request.patch());
		return locked;
	}

	/** Creates the integration on first sight. */
	public LockedIntegration lock(IntegrationRef ref) {
		return integrations.lockOrCreate(ref, clock, () -> find(ref));
	}

	/** The transitions as parts of the transaction that holds the lock. */
	public Transitions transitions() {
		return ledger.transitions();
	}

	/**
	 * Writes down that it is not known whether the provider did a write that nobody
	 * accounts for.
	 */
	public void doubt(IntegrationRef ref) {
		integrations.lock(ref).ifPresent((known) -> integrations.update(known.doubted().nextVersion(now(known))));
	}

	/** Empty if the integration is not known. */
	public Optional<LockedIntegration> find(IntegrationRef ref) {
		return integrations.lock(ref, (row, index) -> {
			UUID lease = row.getObject("lease", UUID.class);
			int waiting = row.getInt("waiting");
			return new LockedIntegration(IntegrationStore.integration(row, index), lease, row.getBytes("credentials"),
					waiting, (lease != null || waiting > 0) ? open(ref) : OpenChanges.NONE);
		});
	}

	/** Those of an integration whose row need not be locked. */
	public OpenChanges open(IntegrationRef ref) {
		return changes.open(ref);
	}

	/** As it is now, for whoever asked for it. */
	public IntegrationDetails details(IntegrationRef ref) {
		return integrations.details(ref).orElseThrow();
	}

	/** The time of the next write to a row. */
	public Instant now(Integration locked) {
		return locked.timeOfNext(Columns.now(clock));
	}

	/**
	 * Keeps and forgets credentials as the patch says.
	 * @throws ProblemException with {@code credentials.required} if others are to stay
	 * that cannot be decrypted
	 */
	public void storeCredentials(LockedIntegration locked, Patch patch) {
		IntegrationRef ref = locked.integration().ref();
		ledger.credentials()
			.updated(ref, locked.credentials(), patch)
			.ifPresent((updated) -> integrations.storeCredentials(ref, updated));
	}

	/** Keeps which settings are asked for, if they are others than before. */
	public void storeAskedSettings(LockedIntegration locked, Integration next) {
		if (!next.askedSettings().equals(locked.integration().askedSettings())) {
			integrations.storeAskedSettings(next.ref(), next.askedSettings());
		}
	}

	/** Withdraws the changes that a newer one overrides. */
	public void supersede(LockedIntegration locked, Change newer, Instant now) {
		List<UUID> superseded = locked.open().supersededBy(newer).stream().map(Change::id).toList();
		if (!superseded.isEmpty()) {
			ledger.transitions().cancel(superseded, newer.id(), null, now);
		}
	}

	/** Withdraws the changes that are to be withdrawn with their batches anyway. */
	public void withdrawWithBatches(LockedIntegration locked, Instant now) {
		if (locked.waiting() > 0) {
			changes.ofCancelledBatches(locked.integration().ref())
				.forEach((change, by) -> ledger.transitions().cancel(List.of(change), null, by.orElse(null), now));
		}
	}

	/**
	 * Forgets those that this transaction wrote of which nothing is known but that
	 * somebody named them.
	 */
	public void forgetBlank(List<Taken> written) {
		List<IntegrationRef> blank = written.stream()
			.map(Taken::integration)
			.filter(Integration::isBlank)
			.map(Integration::ref)
			.toList();
		if (!blank.isEmpty()) {
			integrations.deleteIdle(blank);
		}
	}

	/** Forgets an integration of which nothing is known but that somebody named it. */
	public void forgetIfBlank(IntegrationRef ref) {
		find(ref).filter((left) -> left.integration().isBlank() && left.lease() == null && left.waiting() == 0)
			.ifPresent((left) -> integrations.delete(ref));
	}

}
