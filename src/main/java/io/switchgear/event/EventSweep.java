package io.switchgear.event;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.switchgear.jdbc.Columns;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Deletes events that are older than they have to be kept, in small steps. */
final class EventSweep {

	private static final Duration PERIOD = Duration.ofHours(1);

	private static final int STEP = 1000;

	private final JdbcClient jdbc;

	private final Duration retention;

	private final Clock clock;

	EventSweep(JdbcClient jdbc, Duration retention, Clock clock) {
		this.jdbc = jdbc;
		this.retention = retention;
		this.clock = clock;
	}

	RecurringTask<Void> task() {
		return Tasks.recurring("sweep-events", FixedDelay.of(PERIOD)).execute((instance, context) -> sweep());
	}

	void sweep() {
		int swept;
		do {
			swept = step(clock.instant().minus(retention));
		}
		while (swept > 0);
	}

	/**
	 * The oldest have the lowest keys. What is gone is noted for readers that want to go
	 * on before it.
	 */
	private int step(Instant before) {
		return jdbc.sql("""
				with oldest as (select tx, seq, at from change_event order by tx, seq limit :most),
				gone as (delete from change_event event using oldest
				  where event.tx = oldest.tx and event.seq = oldest.seq and oldest.at < :before
				  returning event.seq, event.tx),
				noted as (update event_generation
				  set swept_seq = greatest(swept_seq, (select max(seq) from gone)),
				    swept_tx = greatest(swept_tx, (select max(tx) from gone))
				  where exists (select from gone))
				select count(*) from gone""")
			.param("before", Columns.time(before))
			.param("most", STEP)
			.query(Integer.class)
			.single();
	}

}
