package io.switchgear.batch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

import io.switchgear.integration.Patch;
import io.switchgear.jdbc.Columns;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The columns of the table {@code batch} that say what its items are asked for. */
final class PatchColumns {

	private static final TypeReference<Map<String, Map<String, @Nullable Object>>> RESTORES = new TypeReference<>() {
	};

	private PatchColumns() {
	}

	/** What is written to {@code enabled}. */
	static @Nullable Boolean enabled(@Nullable Patch patch) {
		return (patch != null) ? patch.desired().enabled() : null;
	}

	/** What is written to {@code patch}. */
	static @Nullable String json(@Nullable Patch patch) {
		return (patch != null && patch.desired().enabled() == null) ? Columns.json(patch.requested()) : null;
	}

	/** What all items are asked for; null if each has its own. */
	static @Nullable Patch patch(ResultSet row) throws SQLException {
		Map<String, @Nullable Object> patch = Columns.nullableObject(row, "patch");
		if (patch != null) {
			return Patch.of(patch, Map.of());
		}
		Boolean enabled = Columns.nullableBoolean(row, "enabled");
		return (enabled != null) ? Patch.switched(enabled) : null;
	}

	/** What each item is asked for, by its id; empty if that is the same for all. */
	static Map<String, Map<String, @Nullable Object>> restores(ResultSet row) throws SQLException {
		String restores = row.getString("restores");
		return (restores != null) ? JsonMapper.shared().readValue(restores, RESTORES) : Map.of();
	}

}
