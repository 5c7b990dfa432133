package io.switchgear.change;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;
import io.switchgear.change.ChangeStore.Lease;
import io.switchgear.change.Ledger.Begun;
import io.switchgear.idempotency.Idempotency;
import io.switchgear.integration.Integration;
import io.switchgear.integration.RowTransactions;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemBody;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transactions of changes that wait: putting them down, starting them in their order,
 * withdrawing them.
 */
public final class Backlog {

	private static final Logger log = LoggerFactory.getLogger(Backlog.class);

	private static final Duration FARTHEST = Duration.ofDays(366);

	private static final Duration PAUSE_WHILE_LOCKED = Duration.ofSeconds(5);

	private static final int MOST_FORGOTTEN = 100;

	private final Rows rows;

	private final ChangeStore changes;

	private final ChangeQueue queue;

	private final Ledger ledger;

	private final Idempotency idempotency;

	private final Answers answers;

	private final BackgroundTask task;

	private final RowTransactions transactions;

	private final Clock clock;

	Backlog(Rows rows, ChangeStore changes, ChangeQueue queue, Ledger ledger, Idempotency idempotency, Answers answers,
			BackgroundTask task, RowTransactions transactions, Clock clock) {
		this.rows = rows;
		this.changes = changes;
		this.queue = queue;
		this.ledger = ledger;
		this.idempotency = idempotency;
		this.answers = answers;
		this.task = task;
		this.transactions = transactions;
		this.clock = clock;
	}

	/**
	 * Puts a change down to be applied in the background, and withdraws those that it
	 * overrides.
	 * @throws ProblemException with {@code integration.changed-meanwhile},
	 * {@code idempotency.in-progress}, {@code credentials.required}, or
	 * {@code request.invalid} if it is to be applied too far in the future
	 */
	Change add(ChangeRequest request, Duration patience) {
		return transactions.execute(request.integration(), (status) -> {
			Integration current = rows.lockedFor(request);
			Change change = waiting(request, current.timeOfNext(clock.instant()), patience);
			rows.requireCredentials(current.ref(), request.patch());
			idempotency.claim(request.key(), change.id());
			changes.insert(change, request.patch().desired().credentials(), null);
			queue.supersede(change, change.createdAt());
			rows.save(current.waiting(change.id()));
			task.schedule(change, change.due());
			idempotency.keep(change.id(), answers.accepted(change));
			return change;
		});
	}

	/**
	 * Starts a change if it is its turn.
	 * @throws ProblemException with {@code credentials.required} if it cannot be applied
	 * for lack of credentials that can be decrypted, or {@code request.invalid} if those
	 * before it have left no room for its labels
	 */
	public Start start(Change waiting, Duration leaseTime) {
		UUID id = waiting.id();
		return transactions.execute(waiting.integration(), (status) -> {
			Integration current = rows.locked(waiting.integration());
			Change change = changes.find(id).orElseThrow();
			Instant now = clock.instant();
			if (change.finishedAt() != null) {
				return new Start.Gone();
			}
			if (change.notBefore() != null && change.notBefore().isAfter(now)) {
				return new Start.Later(change.notBefore());
			}
			if (queue.isApplying(current.ref()) || queue.isPendingBefore(change)) {
				return new Start.Later(change.nextLook(now));
			}
			Lease lease = Lease.of(leaseTime, now);
			if (!queue.start(change.id(), current.snapshot(), lease, now)) {
				queue.cancel(id, now);
				rows.settle(current);
				return new Start.Gone();
			}
			Begun begun = ledger.begun(changes.find(id).orElseThrow(), lease);
			current.requireRoomFor(begun.patch());
			rows.save(current.applying(begun.patch().desired().enabled(), id));
			return new Start.Ready(begun);
		}, () -> new Start.Later(clock.instant().plus(PAUSE_WHILE_LOCKED)));
	}

	/**
	 * Withdraws a change that has not started.
	 * @throws ProblemException with {@code change.not-cancellable}
	 */
	Change cancel(Change change) {
		return transactions.execute(change.integration(), (status) -> {
			Integration current = rows.locked(change.integration());
			if (!queue.cancel(change.id(), clock.instant())) {
				throw Problem.of(ProblemCode.CHANGE_NOT_CANCELLABLE, "The change has started or ended").asException();
			}
			rows.settle(current);
			return changes.find(change.id()).orElseThrow();
		});
	}

	/**
	 * Ends a waiting change that will not be tried any more. Returns false if it does not
	 * wait any more.
	 */
	public boolean giveUp(Change change, ProblemBody problem) {
		return transactions.execute(change.integration(), (status) -> {
			Integration current = rows.locked(change.integration());
			boolean ended = queue.giveUp(change.id(), problem, clock.instant());
			rows.settle(current);
			return ended;
		});
	}

	/** Has changes applied that wait though no task applies them. */
	public void scheduleForgotten() {
		queue.withoutTask(BackgroundTask.DESCRIPTOR.getTaskName(), MOST_FORGOTTEN).forEach((change) -> {
			log.warn("Change {} of {} waited, but no task applied it", change.id(), change.integration());
			task.schedule(change, clock.instant());
		});
	}

	private static Change waiting(ChangeRequest request, Instant now, Duration patience) {
		Instant from = from(request, now);
		return new Change(UuidCreator.getTimeOrderedEpoch(now), request.integration(), ChangeAction.of(request.patch()),
				ChangeState.PENDING, request.patch().requested(), null, null, request.reason(),
				request.origin().actor(), ChangeSource.API, 0, 0, null, null, null,
				(request.notBefore() != null) ? from : null, from.plus(patience), now, null, null, null);
	}

	private static Instant from(ChangeRequest request, Instant now) {
		Instant from = request.notBefore();
		if (from == null || from.isBefore(now)) {
			return now;
		}
		if (from.isAfter(now.plus(FARTHEST))) {
			throw Problem.invalid("/notBefore", "must be at most %d days ahead".formatted(FARTHEST.toDays()))
				.asException();
		}
		return from;
	}

	/** What came of trying to start a change. */
	public sealed interface Start {

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
