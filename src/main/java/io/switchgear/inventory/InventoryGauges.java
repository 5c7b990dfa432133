package io.switchgear.inventory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.switchgear.observation.Metric;
import io.switchgear.observation.Metric.Tag;
import io.switchgear.provider.Provider;
import io.switchgear.provider.Providers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Gauges of what providers have otherwise than it is known here, read from the database
 * every five seconds and so the same on every replica.
 */
final class InventoryGauges {

	private static final Logger log = LoggerFactory.getLogger(InventoryGauges.class);

	private static final long PERIOD_MILLIS = 5000;

	// Each part has an index
	private static final String COUNTS = """
			select provider, '%s' metric, count(*) value from integration
			where sync = 'drifted' and lease is null and waiting = 0 group by provider
			union all
			select provider, '%s', count(*) from integration
			where is_missing(missing_since, observed_at) group by provider
			union all
			select provider, '%s', count(*) from inventory where state = 'failed' group by provider"""
		.formatted(Metric.INTEGRATIONS_DRIFTED, Metric.INTEGRATIONS_MISSING, Metric.IMPORT_FAILED);

	private final JdbcClient jdbc;

	private final Providers providers;

	private final Map<Metric, MultiGauge> gauges = new HashMap<>();

	private volatile Map<String, Long> counts = Map.of();

	InventoryGauges(JdbcClient jdbc, Providers providers, MeterRegistry meters) {
		this.jdbc = jdbc;
		this.providers = providers;
		for (Metric metric : List.of(Metric.INTEGRATIONS_DRIFTED, Metric.INTEGRATIONS_MISSING, Metric.IMPORT_FAILED)) {
			gauges.put(metric,
					MultiGauge.builder(metric.meterName()).description(metric.description()).register(meters));
		}
	}

	/** Reads the database; the gauges vanish where that fails. */
	@Scheduled(fixedRate = PERIOD_MILLIS) // on a thread of its own, unlike a fixed delay
	void refresh() {
		try {
			Map<String, Long> read = new HashMap<>();
			jdbc.sql(COUNTS).query((row) -> {
				read.put(key(row.getString("metric"), row.getString("provider")), row.getLong("value"));
			});
			counts = read;
			gauges.forEach((metric, gauge) -> gauge.register(rows(metric)));
		}
		catch (DataAccessException ex) {
			log.warn("Drifted and missing integrations cannot be counted: {}", ex.getMessage());
			gauges.values().forEach((gauge) -> gauge.register(List.of()));
		}
	}

	private List<Row<?>> rows(Metric metric) {
		return providers.all()
			.stream()
			.map(Provider::name)
			.<Row<?>>map((provider) -> Row.of(Tags.of(Tag.PROVIDER, provider), this,
					(self) -> self.counts.getOrDefault(key(metric.name(), provider), 0L)))
			.toList();
	}

	private static String key(String metric, String provider) {
		return metric + "/" + provider;
	}

}
