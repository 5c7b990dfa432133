package io.switchgear.integration;

import com.github.f4b6a3.uuid.UuidCreator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import io.switchgear.idempotency.Idempotency;
import io.switchgear.integration.ChangeStore.Lease;
import io.switchgear.integration.Ledger.Begun;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The transactions of changes that wait: putting them down, starting them in their order,
 * withdrawing them.
 */
final class Backlog {

	private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

	private final Rows rows;

	private final ChangeStore changes;

	private final Ledger ledger;

	private final Idempotency idempotency;

	private final Answers answers;

	private final BackgroundTask task;

	private final TransactionTemplate transaction;

	private final Clock clock;

	Backlog(Rows rows, ChangeStore changes, Ledger ledger, Idempotency idempotency, Answers answers,
			BackgroundTask task, TransactionTemplate transaction, Clock clock) {
		this.rows = rows;
		this.changes = changes;
		this.ledger = ledger;
		this.idempotency = idempotency;
		this.answers = answers;
		this.task = task;
		this.transaction = transaction;
		this.clock = clock;
	}

	/**
	 * Puts a change down to be applied in the background, and withdraws those that it
	 * overrides.
	 * @throws ProblemException with {@code integration.changed-meanwhile} or
	 * {@code idempotency.in-progress}
	 */
	Change add(ChangeRequest request, Duration patience) {
		return transaction.execute((status) -> {
			Integration current = rows.lockedFor(request);
			Change change = waiting(request, patience);
			idempotency.claim(request.key(), change.id());
			changes.insert(change, request.patch().desired().credentials(), null);
			changes.supersede(change);
			rows.save(current.waiting(change.id()));
			task.schedule(change.id(), earliest(change));
			idempotency.keep(change.id(), answers.accepted(change));
			return change;
		});
	}

	/** Starts a change if it is its turn. */
	Start start(UUID id, Duration leaseTime) {
		return transaction.execute((status) -> {
			Optional<Change> waiting = changes.find(id);
			if (waiting.isEmpty()) {
				return new Start.Gone();
			}
			Integration current = rows.locked(waiting.get().integration());
			Change change = changes.find(id).orElseThrow();
			Instant now = clock.instant();
			if (change.state() != ChangeState.PENDING) {
				return new Start.Gone();
			}
			if (earliest(change).isAfter(now)) {
				return new Start.Later(earliest(change));
			}
			if (changes.isApplying(current.ref()) || changes.isPendingBefore(change, now)) {
				return new Start.Later(now.plus(LOOK_AGAIN));
			}
			Lease lease = Lease.of(leaseTime, now);
			changes.start(change.id(), current.snapshot(), lease, now);
			Change started = changes.find(id).orElseThrow();
			rows.save(current.applying(null, id));
			return new Start.Ready(ledger.begun(started, lease));
		});
	}

	/**
	 * Withdraws a change that has not started.
	 * @throws ProblemException with {@code change.not-cancellable}
	 */
	Change cancel(Change change) {
		return transaction.execute((status) -> {
			Integration current = rows.locked(change.integration());
			if (!changes.cancel(change.id(), clock.instant())) {
				throw Problem.of(ProblemCode.CHANGE_NOT_CANCELLABLE, "The change has started or ended").asException();
			}
			if (!changes.isApplying(current.ref())) {
				rows.saveOrForget(current.withSync(current.settledSync()));
			}
			return changes.find(change.id()).orElseThrow();
		});
	}

	private Change waiting(ChangeRequest request, Duration patience) {
		Instant now = clock.instant();
		Instant from = (request.notBefore() != null) ? request.notBefore() : now;
		return new Change(UuidCreator.getTimeOrderedEpoch(), request.integration(), request.patch().action(),
				ChangeState.PENDING, request.patch().requested(), null, null, request.reason(),
				request.origin().actor(), ChangeSource.API, 0, null, null, null, request.notBefore(),
				from.plus(patience), now, null, null, null);
	}

	private static Instant earliest(Change change) {
		return (change.notBefore() != null) ? change.notBefore() : change.createdAt();
	}

	/** What came of trying to start a change. */
	sealed interface Start {

		/** It is being applied now. */
		record Ready(Begun begun) implements Start {
		}

		/** It is not its turn. */
		record Later(Instant at) implements Start {
		}

		/** There is nothing left to do. */
		record Gone() implements Start {
		}

	}

}
