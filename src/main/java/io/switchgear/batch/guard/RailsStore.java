package io.switchgear.batch.guard;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import io.switchgear.batch.guard.Guard.Trials;
import io.switchgear.jdbc.Columns;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The columns of the table {@code batch} that bound a batch, and what is counted for
 * them.
 */
public final class RailsStore {

	/** As others select them. */
	public static final String COLUMNS = "batch.max_errors, batch.max_error_percent, batch.min_items, batch.max_concurrency,"
			+ " batch.not_before, batch.revert_if_stopped, batch.stopped_errors, batch.stopped_max_errors";

	private final JdbcClient jdbc;

	RailsStore(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Writes down what bounds a batch that was inserted before. */
	public void keep(UUID id, Rails rails) {
		MaxErrors max = rails.maxErrors();
		jdbc.sql("""
				update batch set max_errors = :number, max_error_percent = :percent, min_items = :minItems,
				  max_concurrency = :maxConcurrency, not_before = :notBefore,
				  revert_if_stopped = :revert
				where id = :id""")
			.param("id", id)
			.param("number", (max != null && !max.percent()) ? max.value() : null)
			.param("percent", (max != null && max.percent()) ? max.value() : null)
			.param("minItems", rails.minItems())
			.param("maxConcurrency", rails.maxConcurrency())
			.param("notBefore", Columns.time(rails.notBefore()))
			.param("revert", rails.onTooManyErrors() == OnTooManyErrors.REVERT)
			.update();
	}

	/**
	 * Holds the batch to the end of the transaction. Empty if nothing more of it may
	 * start.
	 */
	Optional<Guard> lock(UUID id) {
		return jdbc.sql("select * from batch where id = :id and cancelled_at is null for update")
			.param("id", id)
			.query((row, index) -> new Guard(rails(row), row.getInt("total")))
			.optional();
	}

	/**
	 * Counts the items that were tried. Sees what others have started only in a statement
	 * after the one that locked the batch.
	 */
	Trials trials(UUID id) {
		return jdbc.sql("""
				select count(*) begun, count(*) filter (where trial = 'error') errors,
				  count(*) filter (where state = 'applying') applying,
				  count(*) filter (where trial in ('error', 'applying')) at_risk
				from change where batch = :id and trial is not null""")
			.param("id", id)
			.query((row, index) -> new Trials(row.getInt("begun"), row.getInt("errors"), row.getInt("applying"),
					row.getInt("at_risk")))
			.single();
	}

	/** Cancels a batch that is locked and was not cancelled before. */
	void stop(UUID id, StoppedBy by, Instant now) {
		jdbc.sql("""
				update batch set cancelled_at = :now, retry_up_to = null, told_end = false, untold = true,
				  stopped_errors = :errors, stopped_max_errors = :maxErrors, revert_due = revert_if_stopped
				where id = :id""")
			.param("id", id)
			.param("now", Columns.time(now))
			.param("errors", by.errors())
			.param("maxErrors", by.maxErrors())
			.update();
	}

	/** Reads {@link #COLUMNS}. */
	public static Rails rails(ResultSet row) throws SQLException {
		Integer number = number(row, "max_errors");
		Integer percent = number(row, "max_error_percent");
		MaxErrors max = (number != null) ? new MaxErrors(number, false)
				: (percent != null) ? new MaxErrors(percent, true) : null;
		return new Rails(max, number(row, "min_items"), number(row, "max_concurrency"),
				Columns.nullableTime(row, "not_before"),
				row.getBoolean("revert_if_stopped") ? OnTooManyErrors.REVERT : null);
	}

	/** Reads {@link #COLUMNS}. Null unless the batch was stopped. */
	public static @Nullable StoppedBy stoppedBy(ResultSet row) throws SQLException {
		Integer errors = number(row, "stopped_errors");
		return (errors != null) ? StoppedBy.tooManyErrors(errors, row.getInt("stopped_max_errors")) : null;
	}

	private static @Nullable Integer number(ResultSet row, String column) throws SQLException {
		return row.getObject(column, Integer.class);
	}

}
