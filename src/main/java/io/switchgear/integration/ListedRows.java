package io.switchgear.integration;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.switchgear.connector.IntegrationRef;
import io.switchgear.connector.ListedIntegration;
import io.switchgear.jdbc.Columns;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code integration}, many rows of one provider at once. */
final class ListedRows {

	private final JdbcClient jdbc;

	ListedRows(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Creates the rows of those that are not there, as a list has them. Nobody asked for
	 * anything of them. In the order of {@link IntegrationStore#hold}, since it waits for
	 * others that create them.
	 */
	void insert(String provider, List<ListedIntegration> listed, Instant now) {
		List<Map<String, @Nullable Object>> rows = listed.stream()
			.map((one) -> Integration.firstSeen(new IntegrationRef(provider, one.externalId()), now)
				.seen(one.state(), now))
			.map(ListedRows::columns)
			.toList();
		jdbc.sql(
				"""
						insert into integration (provider, external_id, type, observed_enabled, observed_at, sync, settings,
						  credential_hints, version, created_at, updated_at)
						select :provider, external_id, type, observed_enabled, case when observed_enabled is not null then :at end, sync,
						  settings, credential_hints, cast(extract(epoch from clock_timestamp()) * 1000000 as bigint), :at, :at
						from json_to_recordset(cast(:rows as json)) listed (external_id text, type text, observed_enabled boolean,
						  sync text, settings jsonb, credential_hints jsonb)
						order by external_id collate "C\"""")
			.param("provider", provider)
			.param("rows", Columns.json(rows))
			.param("at", Columns.time(now))
			.update();
	}

	private static Map<String, @Nullable Object> columns(Integration seen) {
		Map<String, @Nullable Object> columns = new LinkedHashMap<>();
		columns.put("external_id", seen.ref().externalId());
		columns.put("type", seen.type());
		columns.put("observed_enabled", (seen.observed() != null) ? seen.observed().enabled() : null);
		columns.put("sync", seen.settledSync().wireName());
		columns.put("settings", seen.settings());
		columns.put("credential_hints", seen.credentials());
		return columns;
	}

	/** Those of a provider that are known, by their own ids. */
	Map<String, Integration> known(String provider, Collection<String> externalIds) {
		return jdbc.sql("""
				select integration.* from (select distinct unnest(:externalIds)) as listed (external_id)
				  cross join lateral integration_place(:provider, listed.external_id)
				  join integration on integration.ctid = place""")
			.param("provider", provider)
			.param("externalIds", externalIds.toArray(String[]::new))
			.query(IntegrationStore::integration)
			.list()
			.stream()
			.collect(Collectors.toMap((known) -> known.ref().externalId(), Function.identity()));
	}

}
