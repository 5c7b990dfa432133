package io.switchgear.change;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.Priority;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;

/**
 * The task of db-scheduler that applies one waiting change, on any replica. Scheduled in
 * the caller's transaction.
 */
public final class BackgroundTask {

	public static final TaskDescriptor<Void> DESCRIPTOR = TaskDescriptor.of("apply-change", Void.class);

	private final SchedulerClient scheduler;

	BackgroundTask(SchedulerClient scheduler) {
		this.scheduler = scheduler;
	}

	/** Does nothing where the task is there already. */
	void schedule(Change change, Instant at) {
		scheduler.scheduleIfNotExists(instance(change), at);
	}

	void scheduleNew(Collection<Change> changes, Instant at) {
		if (changes.isEmpty()) {
			return;
		}
		List<TaskInstance<?>> instances = changes.stream().<TaskInstance<?>>map(BackgroundTask::instance).toList();
		scheduler.scheduleBatch(instances, at);
	}

	/** What callers sent one by one does not wait behind a batch. */
	private static TaskInstance<Void> instance(Change change) {
		return DESCRIPTOR.instance(change.id().toString())
			.priority((change.batch() != null) ? Priority.LOW : Priority.MEDIUM)
			.build();
	}

}
