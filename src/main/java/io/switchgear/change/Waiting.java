package io.switchgear.change;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

import io.switchgear.change.store.ChangeTable;
import io.switchgear.change.store.LockedIntegration;
import io.switchgear.change.store.LockedRows;
import io.switchgear.change.store.Taken;
import io.switchgear.change.store.Transitions;
import io.switchgear.integration.RowTransactions;
import io.switchgear.jdbc.Columns;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemBody;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import io.switchgear.security.Actor;

/** What becomes of changes that wait: they are started in their order, or withdrawn. */
public final class Waiting {

	private static final ProblemBody STOPPED = Problem
		.of(ProblemCode.BATCH_TOO_MANY_ERRORS, "Its batch had too many errors and was stopped before this change began")
		.body(null, null);

	private final Transitions sharing;

	private final LockedRows rows;

	private final ChangeTable changes;

	private final RowTransactions transactions;

	private final Clock clock;

	/** The transitions are those that run by themselves. */
	Waiting(Transitions sharing, LockedRows rows, ChangeTable changes, RowTransactions transactions, Clock clock) {
		this.sharing = sharing;
		this.rows = rows;
		this.changes = changes;
		this.transactions = transactions;
		this.clock = clock;
	}

	/** Starts the next changes of the queue whose turn it is, at most so many. */
	public List<Transitions.Started> start(Transitions.Queue queue, Duration leaseTime, int most) {
		return sharing.start(queue, Columns.now(clock), leaseTime, most);
	}

	/**
	 * Withdraws a change that has not started.
	 * @param by who withdraws it
	 * @throws ProblemException with {@code change.not-cancellable}
	 */
	public Change cancel(Change change, Actor by) {
		boolean cancelled = ending(change,
				(now) -> !rows.transitions().cancel(List.of(change.id()), null, by, now).isEmpty());
		if (!cancelled) {
			throw Problem.of(ProblemCode.CHANGE_NOT_CANCELLABLE, "The change has started or ended").asException();
		}
		return changes.find(change.id()).orElseThrow();
	}

	/**
	 * Ends a waiting change that will not be tried any more. Returns false if it is no
	 * longer pending.
	 */
	public boolean giveUp(Change change, ProblemBody problem) {
		return ending(change, (now) -> rows.transitions().giveUp(change.id(), problem, now));
	}

	/**
	 * Withdraws items of a cancelled batch, at most so many. Returns false if there were
	 * none.
	 */
	public boolean withdraw(UUID batch, int most) {
		return transactions.execute((status) -> {
			List<Taken> withdrawn = rows.transitions().withdraw(batch, STOPPED, Columns.now(clock), most);
			rows.forgetBlank(withdrawn);
			return !withdrawn.isEmpty();
		});
	}

	/** Some of the waiting changes of a provider whose time is up, apart from holds. */
	public List<Change> late(String provider, int most) {
		return changes.late(provider, clock.instant(), most);
	}

	/** The same of all providers but those. */
	public List<Change> lateOfOthersThan(Set<String> providers, int most) {
		return changes.lateOfOthersThan(providers, clock.instant(), most);
	}

	private boolean ending(Change change, Predicate<Instant> transition) {
		return transactions.execute(change.integration(), (status) -> {
			LockedIntegration locked = rows.lock(change.integration());
			boolean ended = transition.test(rows.now(locked.integration()));
			rows.forgetIfBlank(change.integration());
			return ended;
		});
	}

}
