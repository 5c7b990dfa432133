package io.switchgear.integration;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

import io.switchgear.connector.Provider;
import io.switchgear.connector.Providers;
import io.switchgear.integration.Ledger.Abandoned;
import io.switchgear.integration.Ledger.Begun;
import io.switchgear.outbound.CallScope;
import io.switchgear.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the changes that a replica was applying when it died, and finds those that were
 * forgotten.
 */
final class Recovery {

	private static final Logger log = LoggerFactory.getLogger(Recovery.class);

	// A provider that does not answer would else hold up the changes of all others.
	private static final int MOST_AT_ONCE = 16;

	private final Ledger ledger;

	private final Backlog backlog;

	private final ChangeRunner runner;

	private final Duration longestDeadline;

	private final ChangeProperties properties;

	private final Clock clock;

	Recovery(Ledger ledger, Backlog backlog, ChangeRunner runner, Providers providers, ChangeProperties properties,
			Clock clock) {
		this.ledger = ledger;
		this.backlog = backlog;
		this.runner = runner;
		this.longestDeadline = providers.all()
			.stream()
			.map(Provider::deadline)
			.max(Duration::compareTo)
			.orElse(Duration.ZERO);
		this.properties = properties;
		this.clock = clock;
	}

	RecurringTask<Void> task() {
		return Tasks.recurring("recover-abandoned-changes", FixedDelay.of(properties.recoveryInterval()))
			.execute((instance, context) -> {
				recoverAll();
				backlog.scheduleForgotten();
			});
	}

	void recoverAll() {
		Semaphore places = new Semaphore(MOST_AT_ONCE);
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			Optional<Abandoned> abandoned = next(places);
			while (abandoned.isPresent()) {
				Abandoned one = abandoned.get();
				threads.execute(() -> {
					try {
						recover(one);
					}
					finally {
						places.release();
					}
				});
				abandoned = next(places);
			}
		}
	}

	private Optional<Abandoned> next(Semaphore places) {
		places.acquireUninterruptibly();
		return ledger.takeOver(longestDeadline.plus(properties.leaseMargin()));
	}

	/** Whatever goes wrong with one, the others are taken over. */
	private void recover(Abandoned abandoned) {
		try {
			resume(abandoned);
		}
		catch (ProblemException ex) {
			log.info("The abandoned change {} failed when it was taken over: {}", abandoned.change().id(),
					ex.getMessage());
		}
		catch (RuntimeException ex) {
			log.error("The abandoned change {} could not be taken over", abandoned.change().id(), ex);
		}
	}

	private void resume(Abandoned abandoned) {
		Begun begun;
		try {
			begun = ledger.begun(abandoned.change(), abandoned.lease());
		}
		catch (ProblemException ex) {
			log.error("The abandoned change {} cannot be applied", abandoned.change().id(), ex);
			runner.giveUp(abandoned, ex.problem());
			return;
		}
		runner.resume(begun, CallScope.until(clock.instant().plus(longestDeadline)));
	}

}
