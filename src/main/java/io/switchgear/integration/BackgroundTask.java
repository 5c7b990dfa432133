package io.switchgear.integration;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import com.github.kagkarlsson.scheduler.task.TaskInstance;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * The task of db-scheduler that applies one waiting change, on any replica. Scheduled in
 * the caller's transaction.
 */
final class BackgroundTask {

	static final TaskDescriptor<Void> DESCRIPTOR = TaskDescriptor.of("apply-change", Void.class);

	private final SchedulerClient scheduler;

	BackgroundTask(SchedulerClient scheduler) {
		this.scheduler = scheduler;
	}

	void schedule(UUID change, Instant at) {
		scheduler.scheduleIfNotExists(instance(change), at);
	}

	void schedule(Collection<UUID> changes, Instant at) {
		List<TaskInstance<?>> instances = changes.stream().<TaskInstance<?>>map(BackgroundTask::instance).toList();
		scheduler.scheduleBatch(instances, at);
	}

	private static TaskInstance<Void> instance(UUID change) {
		return DESCRIPTOR.instance(change.toString()).build();
	}

}
