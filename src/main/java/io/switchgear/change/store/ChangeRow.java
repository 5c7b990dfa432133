package io.switchgear.change.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.switchgear.change.Change;
import io.switchgear.change.ChangeAction;
import io.switchgear.change.ChangeSource;
import io.switchgear.change.ChangeState;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.integration.Integration;
import io.switchgear.jdbc.Columns;
import io.switchgear.problem.ProblemBody;
import io.switchgear.security.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;

/** Reads rows of the table {@code change}. */
@NamedInterface("rows")
public final class ChangeRow {

	private static final String[] COLUMNS = { "id", "provider", "external_id", "action", "state", "requested", "before",
			"after", "reason", "actor", "via", "source", "recovered", "attempts", "requests", "batch",
			"provider_request_id", "problem", "superseded_by", "cancelled_by", "cancelled_via", "not_before",
			"not_after", "created_at", "started_at", "finished_at" };

	private static final String PREFIX = "change_";

	private ChangeRow() {
	}

	/** The columns of a row among those of others, for {@link #prefixed}. */
	static String columnsOf(String table) {
		return Stream.of(COLUMNS)
			.map((column) -> table + "." + column + " " + PREFIX + column)
			.collect(Collectors.joining(", "));
	}

	static Change prefixed(ResultSet row) throws SQLException {
		return change(row, PREFIX);
	}

	/**
	 * A change as it was in an earlier state, from a row of which the members that were
	 * kept of that state are taken.
	 */
	public static Change asOf(ResultSet row, ChangeState then, boolean kept) throws SQLException {
		Change change = plain(row, 0);
		return change.asOf(then, kept, kept ? change.source() : ChangeSource.of(row.getString("source")));
	}

	static Change plain(ResultSet row, int index) throws SQLException {
		return change(row, "");
	}

	private static Change change(ResultSet row, String prefix) throws SQLException {
		ChangeSource source = row.getBoolean(prefix + "recovered") ? ChangeSource.RECOVERY
				: ChangeSource.of(row.getString(prefix + "source"));
		return new Change(row.getObject(prefix + "id", UUID.class),
				new IntegrationRef(row.getString(prefix + "provider"), row.getString(prefix + "external_id")),
				ChangeAction.of(row.getString(prefix + "action")), ChangeState.of(row.getString(prefix + "state")),
				Columns.object(row, prefix + "requested"), snapshot(row, prefix + "before"),
				snapshot(row, prefix + "after"), row.getString(prefix + "reason"),
				new Actor(row.getString(prefix + "actor"), row.getString(prefix + "via")), source,
				row.getInt(prefix + "attempts"), row.getInt(prefix + "requests"),
				row.getObject(prefix + "batch", UUID.class), row.getString(prefix + "provider_request_id"),
				Columns.nullable(row, prefix + "problem", ProblemBody.class),
				Columns.nullableTime(row, prefix + "not_before"), Columns.nullableTime(row, prefix + "not_after"),
				Columns.time(row, prefix + "created_at"), Columns.nullableTime(row, prefix + "started_at"),
				Columns.nullableTime(row, prefix + "finished_at"), row.getObject(prefix + "superseded_by", UUID.class),
				Actor.of(row.getString(prefix + "cancelled_by"), row.getString(prefix + "cancelled_via")));
	}

	private static @Nullable Map<String, @Nullable Object> snapshot(ResultSet row, String column) throws SQLException {
		Map<String, @Nullable Object> stored = Columns.nullableObject(row, column);
		return (stored != null) ? Integration.snapshot(stored) : null;
	}

}
