package io.switchgear.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Priority;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;

/**
 * The task of db-scheduler that carries out what was asked for a batch: gives its items
 * changes of their own, and has them tried again. Goes on where it was interrupted.
 */
final class ExpansionTask {

	private static final TaskDescriptor<Void> DESCRIPTOR = TaskDescriptor.of("expand-batch", Void.class);

	private static final Duration PAUSE_AFTER_DEFECT = Duration.ofSeconds(5);

	private final SchedulerClient scheduler;

	ExpansionTask(SchedulerClient scheduler) {
		this.scheduler = scheduler;
	}

	void schedule(UUID batch, Instant at) {
		// Each time another one: the one before may be ending without having seen this.
		String instance = batch + "/" + UUID.randomUUID();
		scheduler.scheduleIfNotExists(DESCRIPTOR.instance(instance).priority(Priority.HIGH).build(), at);
	}

	static Task<Void> executing(BatchSteps steps) {
		return Tasks.oneTime(DESCRIPTOR)
			.onFailure(new FailureHandler.OnFailureRetryLater<>(PAUSE_AFTER_DEFECT))
			.execute((instance, context) -> carryOut(steps, instance.getId()));
	}

	private static void carryOut(BatchSteps steps, String instance) {
		UUID batch = UUID.fromString(instance.substring(0, instance.indexOf('/')));
		boolean more = true;
		while (more) {
			more = steps.next(batch);
		}
	}

}
