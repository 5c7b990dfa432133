package io.switchgear.batch;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * The task of db-scheduler that gives the items of a batch changes of their own. Goes on
 * where it was interrupted.
 */
final class ExpansionTask {

	private static final TaskDescriptor<Void> DESCRIPTOR = TaskDescriptor.of("expand-batch", Void.class);

	private static final Duration PAUSE_AFTER_DEFECT = Duration.ofSeconds(5);

	private final SchedulerClient scheduler;

	ExpansionTask(SchedulerClient scheduler) {
		this.scheduler = scheduler;
	}

	void schedule(UUID batch, Instant at) {
		scheduler.scheduleIfNotExists(DESCRIPTOR.instance(batch.toString()).build(), at);
	}

	static Task<Void> executing(Batches batches) {
		return Tasks.oneTime(DESCRIPTOR)
			.onFailure(new FailureHandler.OnFailureRetryLater<>(PAUSE_AFTER_DEFECT))
			.execute((instance, context) -> expand(batches, UUID.fromString(instance.getId())));
	}

	private static void expand(Batches batches, UUID id) {
		boolean more = true;
		while (more) {
			more = batches.expandStep(id);
		}
	}

}
