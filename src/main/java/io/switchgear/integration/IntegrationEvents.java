package io.switchgear.integration;

import java.util.LinkedHashMap;
import java.util.Map;

import io.switchgear.jdbc.Columns;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells readers of events what became of an integration without a change. Its row has to
 * be locked, so that its events come in the order of its versions.
 */
final class IntegrationEvents {

	private static final String KIND = "integration";

	private final JdbcClient jdbc;

	IntegrationEvents(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	void tell(Integration now) {
		jdbc.sql("""
				insert into change_event (kind, provider, external_id, state, version, payload, at)
				values (:kind, :provider, :externalId, :state, :version, cast(:payload as jsonb), :at)""")
			.param("kind", KIND)
			.param("provider", now.ref().provider())
			.param("externalId", now.ref().externalId())
			.param("state", now.settledSync().wireName())
			.param("version", now.version())
			.param("payload", Columns.json(payload(now)))
			.param("at", Columns.time(now.updatedAt()))
			.update();
	}

	private static Map<String, @Nullable Object> payload(Integration now) {
		Map<String, @Nullable Object> payload = new LinkedHashMap<>();
		payload.put("integration", now.ref().id());
		payload.put("sync", now.settledSync().wireName());
		payload.put("differing", now.differing());
		payload.put("enabled", now.enabled());
		payload.put("observed", now.observed());
		payload.put("settings", now.settings());
		payload.put("version", now.version());
		payload.put("at", now.updatedAt());
		return payload;
	}

}
