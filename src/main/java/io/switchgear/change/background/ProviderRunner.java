package io.switchgear.change.background;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

import io.switchgear.change.background.ChangeQueue.Turn;
import io.switchgear.change.store.Begun;
import io.switchgear.outbound.Admittance;
import io.switchgear.outbound.BackgroundLoop;
import io.switchgear.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the waiting changes of one provider on this replica, several at a time, until
 * it is stopped. What callers sent one by one goes before batches.
 */
final class ProviderRunner implements BackgroundLoop {

	private static final Logger log = LoggerFactory.getLogger(ProviderRunner.class);

	private static final Duration PAUSE = Duration.ofMillis(500);

	// As long as a change takes at a provider that responds at once
	private static final Duration GATHERING = Duration.ofMillis(5);

	private static final Duration PAUSE_AFTER_DEFECT = Duration.ofSeconds(2);

	private final Work work;

	private final Admittance admittance;

	private final ExecutorService threads;

	private final Clock clock;

	private final AtomicInteger running = new AtomicInteger();

	private final Place ofSingles = new Place();

	private final BatchTurns batches;

	private final Interval looksForLate = new Interval(Duration.ofSeconds(2));

	private final Interval looksAtSingles = new Interval(PAUSE);

	private boolean singlesAdded = true;

	private volatile boolean stopped;

	ProviderRunner(Work work, Admittance admittance, ExecutorService threads, Clock clock) {
		this.work = work;
		this.admittance = admittance;
		this.threads = threads;
		this.clock = clock;
		this.batches = new BatchTurns(work, PAUSE, clock);
	}

	@Override
	public void run() {
		try {
			while (!stopped) {
				Duration pause = look();
				if (!pause.isZero()) {
					await(pause);
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void stop() {
		stopped = true;
		work.nudge();
	}

	/** How many changes are being applied. */
	int running() {
		return running.get();
	}

	/** Says for how long there is nothing to do. */
	private Duration look() throws InterruptedException {
		try {
			giveUpLate();
			boolean withdrawing = batches.look();
			gather();
			return (startNext() || withdrawing) ? Duration.ZERO : admittance.pause(PAUSE);
		}
		catch (RuntimeException ex) {
			log.warn("The waiting changes of {} cannot be looked at: {}", work.provider(), ex.getMessage());
			return PAUSE_AFTER_DEFECT;
		}
	}

	/** Also while nothing may be started. */
	private void giveUpLate() {
		if (looksForLate.isDue(clock.instant())) {
			work.giveUpLate();
		}
	}

	/** Lets some end that are about to, so that one statement starts several. */
	private void gather() throws InterruptedException {
		long end = System.nanoTime() + GATHERING.toNanos();
		long left = GATHERING.toNanos();
		while (!stopped && left > 0 && admittance.isCrowded(running.get())) {
			await(Duration.ofNanos(left));
			left = end - System.nanoTime();
		}
	}

	private void await(Duration longest) throws InterruptedException {
		singlesAdded |= work.await(longest);
	}

	/** Returns false if there is nothing to start for now. */
	private boolean startNext() {
		int admitted = admittance.enter();
		try {
			boolean any = false;
			if (admitted > 0 && singlesMayWait()) {
				Turn singles = work.next(ofSingles.at(clock.instant()), admitted);
				ofSingles.moveTo(singles.upTo());
				singles.begun().forEach(this::start);
				admitted -= singles.begun().size();
				any = singles.taken() > 0;
				singlesAdded = any;
			}
			int pace = admittance.pace(admitted);
			if (pace > 0) {
				List<Begun> items = batches.next(pace);
				admittance.paced(items.size());
				items.forEach(this::start);
				admitted -= items.size();
				any |= !items.isEmpty();
			}
			return any;
		}
		finally {
			admittance.leave(admitted);
		}
	}

	/** Other replicas add some, and the time of others comes, without a bell. */
	private boolean singlesMayWait() {
		return looksAtSingles.isDue(clock.instant()) || singlesAdded;
	}

	private void start(Begun begun) {
		running.incrementAndGet();
		threads.execute(() -> {
			try {
				work.run(begun, clock.instant());
			}
			catch (ProblemException ex) {
				log.info("Change {} will be ended by recovery: {}", begun.change().id(), ex.getMessage());
			}
			catch (RuntimeException ex) {
				log.warn("Change {} will be ended by recovery", begun.change().id(), ex);
			}
			finally {
				running.decrementAndGet();
				admittance.leave(1);
				batches.ended(begun.change().batch());
				work.nudge();
			}
		});
	}

}
