package io.switchgear.change.background;

import java.time.Clock;
import java.time.Duration;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.switchgear.change.ChangeProperties;
import io.switchgear.change.store.ChangeTable;

/**
 * Deletes finished changes that are older than they have to be kept, in small steps.
 */
final class HistorySweep {

	private static final Duration PERIOD = Duration.ofHours(1);

	private static final int STEP = 1000;

	private final ChangeTable changes;

	private final ChangeProperties properties;

	private final Clock clock;

	HistorySweep(ChangeTable changes, ChangeProperties properties, Clock clock) {
		this.changes = changes;
		this.properties = properties;
		this.clock = clock;
	}

	RecurringTask<Void> task() {
		return Tasks.recurring("sweep-history", FixedDelay.of(PERIOD)).execute((instance, context) -> sweep());
	}

	void sweep() {
		int swept;
		do {
			swept = changes.sweep(clock.instant().minus(properties.retention()), STEP);
		}
		while (swept > 0);
	}

}
