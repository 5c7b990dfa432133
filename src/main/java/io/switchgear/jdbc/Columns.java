package io.switchgear.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/** How values that JDBC does not know are written to columns and read back. */
public final class Columns {

	// What a newer release wrote is read as far as this one knows it.
	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
		.build();

	private static final TypeReference<Map<String, @Nullable Object>> OBJECT = new TypeReference<>() {
	};

	private Columns() {
	}

	/** The time, as exactly as a column keeps it. */
	public static Instant now(Clock clock) {
		return clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	public static @Nullable OffsetDateTime time(@Nullable Instant instant) {
		return (instant != null) ? instant.atOffset(ZoneOffset.UTC) : null;
	}

	public static Instant time(ResultSet row, String column) throws SQLException {
		return row.getObject(column, OffsetDateTime.class).toInstant();
	}

	public static @Nullable Instant nullableTime(ResultSet row, String column) throws SQLException {
		OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
		return (time != null) ? time.toInstant() : null;
	}

	/**
	 * SQL for a time within JSON, in the form that the API gives times: in UTC, with
	 * three or six decimals of the second, or none.
	 */
	public static String isoTime(String column) {
		return "replace(replace(to_char(%s at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"'), '000Z', 'Z'), '.000Z', 'Z')"
			.formatted(column);
	}

	public static @Nullable Boolean nullableBoolean(ResultSet row, String column) throws SQLException {
		boolean value = row.getBoolean(column);
		return row.wasNull() ? null : value;
	}

	public static @Nullable String json(@Nullable Object value) {
		return (value != null) ? JSON.writeValueAsString(value) : null;
	}

	public static Map<String, @Nullable Object> object(ResultSet row, String column) throws SQLException {
		return JSON.readValue(row.getString(column), OBJECT);
	}

	public static @Nullable Map<String, @Nullable Object> nullableObject(ResultSet row, String column)
			throws SQLException {
		String json = row.getString(column);
		return (json != null) ? JSON.readValue(json, OBJECT) : null;
	}

	public static Map<String, String> strings(ResultSet row, String column) throws SQLException {
		return JSON.readValue(row.getString(column), new TypeReference<Map<String, String>>() {
		});
	}

	public static <T> @Nullable T nullable(ResultSet row, String column, Class<T> type) throws SQLException {
		String json = row.getString(column);
		return (json != null) ? JSON.readValue(json, type) : null;
	}

}
