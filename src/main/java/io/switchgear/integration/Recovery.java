package io.switchgear.integration;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;

import java.time.Duration;

import io.switchgear.problem.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the changes that a replica was applying when it died. */
final class Recovery {

	private static final Logger log = LoggerFactory.getLogger(Recovery.class);

	private static final Duration PERIOD = Duration.ofSeconds(10);

	private final Changes changes;

	Recovery(Changes changes) {
		this.changes = changes;
	}

	RecurringTask<Void> task() {
		return Tasks.recurring("recover-abandoned-changes", FixedDelay.of(PERIOD))
			.execute((instance, context) -> recoverAll());
	}

	void recoverAll() {
		boolean more = true;
		while (more) {
			more = recoverOne();
		}
	}

	private boolean recoverOne() {
		try {
			return changes.resumeAbandoned();
		}
		catch (ProblemException ex) {
			log.info("An abandoned change failed when it was taken over: {}", ex.getMessage());
			return true;
		}
	}

}
