package io.switchgear.change;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import io.switchgear.change.store.Begun;
import io.switchgear.change.store.Credentials;
import io.switchgear.change.store.Intended;
import io.switchgear.change.store.Ledger;
import io.switchgear.change.store.LockedIntegration;
import io.switchgear.change.store.LockedRows;
import io.switchgear.change.store.OpenChanges;
import io.switchgear.change.store.Rounds;
import io.switchgear.change.store.Taken;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.idempotency.IdempotencyKey;
import io.switchgear.integration.ExpectedVersion;
import io.switchgear.integration.IntegrationDetails;
import io.switchgear.integration.Integrations;
import io.switchgear.integration.RowTransactions;
import io.switchgear.jdbc.Columns;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.PessimisticLockingFailureException;

/**
 * How changes come into being. One that nothing is in the way of begins with a single
 * statement, which it shares with others that come at the same moment. All others take
 * the locked path, which finds out what is in the way.
 */
public final class Intake {

	private static final Duration MAX_AHEAD = Duration.ofDays(366);

	private final Rounds<Intended, @Nullable Taken> rounds;

	private final LockedRows rows;

	private final Ledger ledger;

	private final RowTransactions transactions;

	private final Clock clock;

	public Intake(Rounds<Intended, @Nullable Taken> rounds, LockedRows rows, Ledger ledger,
			RowTransactions transactions, Clock clock) {
		this.rounds = rounds;
		this.rows = rows;
		this.ledger = ledger;
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
	public Optional<Begun> begin(ChangeRequest request, Duration leaseTime) {
		if (Credentials.areIn(request.patch()) || request.patch().labels() != null) {
			return beginLocked(request, leaseTime);
		}
		Change change = Change.applying(request, Columns.now(clock));
		Taken taken = beginAtOnce(Intended.of(change)
			.leasedFor(leaseTime)
			.provided(request.expectedVersion(), ledger.receipts().claimOf(request)));
		return (taken != null) ? Optional.of(begun(request, change, taken)) : beginLocked(request, leaseTime);
	}

	private @Nullable Taken beginAtOnce(Intended change) {
		try {
			return rounds.submit(change);
		}
		catch (PessimisticLockingFailureException ex) {
			// Somebody else is claiming the idempotency key, and takes long
			return null;
		}
	}

	private Optional<Begun> beginLocked(ChangeRequest request, Duration leaseTime) {
		return transactions.execute(request.integration(), (status) -> {
			LockedIntegration locked = rows.lockFor(request);
			Change change = Change.applying(request, rows.now(locked.integration()));
			ledger.credentials().updated(request.integration(), locked.credentials(), request.patch());
			ledger.receipts().claim(request.key(), change.id());
			if (locked.lease() != null
					|| locked.open().inTheWayOf(change.requested(), change.createdAt()).isPresent()) {
				status.setRollbackOnly();
				return Optional.<Begun>empty();
			}
			Taken taken = ledger.transitions()
				.begin(Intended.of(change)
					.leasedFor(leaseTime)
					.judged()
					.with(ledger.credentials()
						.encrypted(request.integration(), request.patch().desired().credentials())));
			return Optional.of(begun(request, change, taken));
		}, Optional::empty);
	}

	/** The change that keeps a request from being begun; empty once there is none. */
	Optional<UUID> inTheWayOf(ChangeRequest request) {
		OpenChanges open = rows.open(request.integration());
		return open.inTheWayOf(request.patch().requested(), clock.instant()).or(open::applying).map(Change::id);
	}

	/**
	 * Applies a change that no provider has to be told of. Empty while another change is
	 * under way that would undo it.
	 * @throws ProblemException with {@code integration.changed-meanwhile} or
	 * {@code idempotency.in-progress}
	 */
	public Optional<IntegrationDetails> edit(ChangeRequest request) {
		return transactions.execute(request.integration(), (status) -> {
			LockedIntegration locked = rows.lockFor(request);
			Change change = Change.edit(request, rows.now(locked.integration()));
			ledger.receipts().claim(request.key(), change.id());
			if (locked.open().inTheWayOf(change.requested(), change.createdAt()).isPresent()) {
				status.setRollbackOnly();
				return Optional.<IntegrationDetails>empty();
			}
			rows.supersede(locked, change, change.createdAt());
			rows.storeCredentials(locked, request.patch());
			ledger.transitions().edit(change, locked.integration().edited(request.patch()));
			IntegrationDetails edited = rows.details(request.integration());
			ledger.receipts().keepConfirmed(change.id(), edited);
			return Optional.of(edited);
		}, Optional::empty);
	}

	/**
	 * Forgets an integration and its stored credentials; its history stays.
	 * @throws ProblemException with {@code integration.not-found},
	 * {@code integration.changed-meanwhile}, {@code idempotency.in-progress}, or
	 * {@code change.in-progress} while a change of it waits or is being applied
	 */
	public void forget(IntegrationRef ref, @Nullable ExpectedVersion expectedVersion, ChangeRequest.Origin origin,
			@Nullable IdempotencyKey key) {
		transactions.execute(ref, (status) -> {
			LockedIntegration locked = rows.find(ref).orElseThrow(() -> Integrations.unknown(ref));
			Forgetting.check(locked.integration(), locked.open(), expectedVersion);
			Change change = Change.forgetting(ref, origin.actor(), rows.now(locked.integration()));
			ledger.receipts().claim(key, change.id());
			rows.withdrawWithBatches(locked, change.createdAt());
			ledger.transitions().edit(change, null);
			ledger.receipts().keepForgotten(change.id());
			return Optional.empty();
		});
	}

	/**
	 * Puts a change down to be applied in the background, and withdraws those that it
	 * overrides.
	 * @throws ProblemException with {@code integration.changed-meanwhile},
	 * {@code idempotency.in-progress}, {@code credentials.required}, or
	 * {@code request.invalid} if it is to be applied too far in the future
	 */
	public Change add(ChangeRequest request, Duration patience) {
		return transactions.execute(request.integration(), (status) -> {
			LockedIntegration locked = rows.lockFor(request);
			Change change = waiting(request, rows.now(locked.integration()), patience);
			ledger.credentials().updated(request.integration(), locked.credentials(), request.patch());
			ledger.receipts().claim(request.key(), change.id());
			ledger.transitions()
				.add(Intended.of(change)
					.judged()
					.with(ledger.credentials()
						.encrypted(request.integration(), request.patch().desired().credentials())));
			rows.supersede(locked, change, change.createdAt());
			ledger.receipts().keepAccepted(change);
			return change;
		});
	}

	private Begun begun(ChangeRequest request, Change change, Taken taken) {
		return new Begun(change, request.patch(), taken.integration(), taken.requiredLease(),
				ledger.credentials().target(request.integration(), taken.credentials()), taken.enabledBefore(),
				request.key() != null);
	}

	private static Change waiting(ChangeRequest request, Instant now, Duration patience) {
		Instant from = from(request, now);
		return Change.waiting(request, now, (request.notBefore() != null) ? from : null, from.plus(patience));
	}

	private static Instant from(ChangeRequest request, Instant now) {
		Instant from = request.notBefore();
		if (from == null || from.isBefore(now)) {
			return now;
		}
		if (from.isAfter(now.plus(MAX_AHEAD))) {
			throw Problem.invalid("/notBefore", "must be at most %d days ahead".formatted(MAX_AHEAD.toDays()))
				.asException();
		}
		return from;
	}

}
