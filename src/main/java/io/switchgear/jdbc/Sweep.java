package io.switchgear.jdbc;

import java.time.Duration;
import java.util.function.IntSupplier;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;

/** Deletes rows that need not be kept any longer, in small steps. */
public final class Sweep {

	private Sweep() {
	}

	/**
	 * The task of db-scheduler that sweeps at intervals, once over all replicas.
	 * @param step deletes some rows and says how many
	 */
	public static RecurringTask<Void> every(Duration period, String name, IntSupplier step) {
		return Tasks.recurring(name, FixedDelay.of(period)).execute((instance, context) -> all(step));
	}

	/** Repeats the step until nothing is left. */
	public static void all(IntSupplier step) {
		int swept;
		do {
			swept = step.getAsInt();
		}
		while (swept > 0);
	}

}
