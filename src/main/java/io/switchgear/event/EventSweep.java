package io.switchgear.event;

import java.time.Clock;
import java.time.Duration;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import io.switchgear.jdbc.Columns;
import io.switchgear.jdbc.Sweep;
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
		return Sweep.every(PERIOD, "sweep-events", this::step);
	}

	void sweep() {
		Sweep.all(this::step);
	}

	/**
	 * The oldest have the lowest keys. What is gone is noted for readers that want to go
	 * on before it.
	 */
	private int step() {
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
			.param("before", Columns.time(clock.instant().minus(retention)))
			.param("most", STEP)
			.query(Integer.class)
			.single();
	}

}
