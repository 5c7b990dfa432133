package io.switchgear.change.background;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import io.switchgear.change.Change;
import io.switchgear.change.ChangeState;
import io.switchgear.change.Waiting;
import io.switchgear.change.apply.Begins;
import io.switchgear.change.apply.ChangeWatch;
import io.switchgear.change.apply.Patience;
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

	private final Waiting waiting;

	private final Begins begins;

	private final Patience patience;

	private final ChangeWatch watch;

	public ChangeQueue(Waiting waiting, Begins begins, Patience patience, ChangeWatch watch) {
		this.waiting = waiting;
		this.begins = begins;
		this.patience = patience;
		this.watch = watch;
	}

	/**
	 * Starts the next changes of a provider whose turn it is. The caller has to run them.
	 * @param batches whether those of batches, or the others
	 * @param from those that were to be tried earlier are not looked at
	 * @param leaseTime how long they may take
	 * @param most how many at most
	 */
	public Turn next(String provider, boolean batches, Instant from, Duration leaseTime, int most) {
		List<Started> started = waiting.start(new Queue(provider, batches, from), leaseTime, most);
		return new Turn(begins.of(started), started.size(), started.isEmpty() ? from : started.getLast().dueSince());
	}

	/** Ends waiting changes of a provider whose time is up. */
	public void giveUpLate(String provider) {
		for (Change change : waiting.late(provider, STEP)) {
			if (patience.isOver(change)) {
				Problem late = Problem.of(ProblemCode.PROVIDER_TIMEOUT,
						"Its time was up before %s could be called".formatted(provider));
				giveUp(change, (change.problem() != null) ? change.problem() : bodyOf(late, change));
			}
		}
	}

	/** Ends waiting changes of providers that are not configured. */
	public void giveUpOthersThan(Set<String> providers) {
		for (Change change : waiting.ofOthersThan(providers, STEP)) {
			giveUp(change, bodyOf(Problem.of(ProblemCode.PROVIDER_UNKNOWN,
					"No provider is called " + change.integration().provider()), change));
		}
	}

	private void giveUp(Change change, ProblemBody problem) {
		if (waiting.giveUp(change, problem)) {
			watch.count(change, ChangeState.FAILED, problem.code());
			log.info("Change {} of {} was given up: {}", change.id(), change.integration(), problem.code());
		}
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
