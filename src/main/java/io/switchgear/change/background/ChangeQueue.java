package io.switchgear.change.background;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import io.switchgear.change.Change;
import io.switchgear.change.ChangeState;
import io.switchgear.change.Waiting;
import io.switchgear.change.apply.Begins;
import io.switchgear.change.apply.ChangeWatch;
import io.switchgear.change.apply.Patience;
import io.switchgear.change.store.BatchQueues.Queued;
import io.switchgear.change.store.Begun;
import io.switchgear.change.store.Transitions.Queue;
import io.switchgear.change.store.Transitions.Started;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemBody;
import io.switchgear.problem.ProblemCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The changes that wait, for those that apply them in the background. */
public final class ChangeQueue {

	private static final Logger log = LoggerFactory.getLogger(ChangeQueue.class);

	private static final int STEP = 100;

	// Around a hundred milliseconds, so that a batch of the largest size takes about one
	// second
	private static final int WITHDRAWN_AT_ONCE = 1000;

	private final Waiting waiting;

	private final Begins begins;

	private final Patience patience;

	private final ChangeWatch watch;

	private final BatchItems items;

	public ChangeQueue(Waiting waiting, BatchItems items, Begins begins, Patience patience, ChangeWatch watch) {
		this.waiting = waiting;
		this.items = items;
		this.begins = begins;
		this.patience = patience;
		this.watch = watch;
	}

	/**
	 * Starts the next changes of a provider whose turn it is, apart from items of
	 * batches. The caller has to run them.
	 * @param from those that were to be tried earlier are not looked at
	 * @param leaseTime how long they may take
	 * @param most how many at most
	 */
	public Turn next(String provider, Instant from, Duration leaseTime, int most) {
		return turn(waiting.start(Queue.of(provider, null, from), leaseTime, most), from);
	}

	/** The same of items of a batch. */
	public Turn next(String provider, Queued batch, Instant from, Duration leaseTime, int most) {
		return turn(items.start(provider, batch, from, leaseTime, most), from);
	}

	private Turn turn(List<Started> started, Instant from) {
		return new Turn(begins.of(started), started.size(), started.isEmpty() ? from : started.getLast().dueSince());
	}

	/** The batches with items that wait for a provider. */
	public List<Queued> batches(String provider) {
		return items.queued(provider);
	}

	/** Withdraws some items of a cancelled batch. Returns false if there were none. */
	public boolean withdraw(UUID batch) {
		return items.withdraw(batch, WITHDRAWN_AT_ONCE);
	}

	/** Ends waiting changes of a provider whose time is up. */
	public void giveUpLate(String provider) {
		for (Change change : waiting.late(provider, STEP)) {
			if (patience.isOver(change)) {
				giveUp(change, (change.problem() != null) ? change.problem() : bodyOf(expired(change), change));
			}
		}
	}

	/**
	 * Ends waiting changes of providers that are not configured, once their time is up.
	 * Until then, a provider may be off for a while, or be known to newer replicas only.
	 */
	public void giveUpLateOfOthersThan(Set<String> providers) {
		for (Change change : waiting.lateOfOthersThan(providers, STEP)) {
			if (patience.isOver(change)) {
				giveUp(change, bodyOf(Problem.of(ProblemCode.PROVIDER_UNKNOWN,
						"No provider is called " + change.integration().provider()), change));
			}
		}
	}

	private void giveUp(Change change, ProblemBody problem) {
		if (waiting.giveUp(change, problem)) {
			watch.count(change, ChangeState.FAILED, problem.code());
			log.info("Change {} of {} was given up: {}", change.id(), change.integration(), problem.code());
		}
	}

	/** One without a problem was never tried. */
	private Problem expired(Change change) {
		return Problem.of(ProblemCode.CHANGE_EXPIRED, "It waited %d seconds for its turn; nothing was sent to %s"
			.formatted(patience.timeSince(change.due()).toSeconds(), change.integration().provider()));
	}

	private static ProblemBody bodyOf(Problem problem, Change change) {
		return problem.withChangeId(change.id().toString()).body(null, null);
	}

	/**
	 * Changes that are being applied from now on.
	 *
	 * @param taken how many there were, with those that could not be applied
	 * @param upTo those that were to be tried before then are taken, or it is not their
	 * turn
	 */
	public record Turn(List<Begun> begun, int taken, Instant upTo) {
	}

}
