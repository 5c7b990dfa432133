package io.switchgear.batch;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.switchgear.observation.Metric;
import io.switchgear.observation.Metric.Tag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Gauges of the batches that are not done, read from the database every five seconds and
 * so the same on every replica.
 */
final class RunningBatches {

	private static final Logger log = LoggerFactory.getLogger(RunningBatches.class);

	private static final long PERIOD_MILLIS = 5000;

	private static final Map<String, ToDoubleFunction<Progress>> ITEMS = Map.of("pending", Progress::pending,
			"applying", Progress::applying, "succeeded", Progress::succeeded, "failed", Progress::failed, "cancelled",
			Progress::cancelled);

	private final BatchStore store;

	private final MultiGauge batches;

	private final MultiGauge items;

	private volatile List<Progress> running = List.of();

	RunningBatches(BatchStore store, MeterRegistry meters) {
		this.store = store;
		this.batches = MultiGauge.builder(Metric.BATCHES_RUNNING.meterName())
			.description(Metric.BATCHES_RUNNING.description())
			.register(meters);
		this.items = MultiGauge.builder(Metric.BATCH_ITEMS.meterName())
			.description(Metric.BATCH_ITEMS.description())
			.register(meters);
	}

	/** Reads the database; the gauges vanish where that fails. */
	@Scheduled(fixedRate = PERIOD_MILLIS) // on a thread of its own, unlike a fixed delay
	void refresh() {
		try {
			running = store.running();
			batches.register(List.of(Row.of(Tags.empty(), this, (self) -> self.running.size())));
			items.register(ITEMS.entrySet()
				.stream()
				.<Row<?>>map((state) -> Row.of(Tags.of(Tag.STATE, state.getKey()), this,
						(self) -> self.running.stream().mapToDouble(state.getValue()).sum()))
				.toList());
		}
		catch (DataAccessException ex) {
			log.warn("Running batches cannot be counted: {}", ex.getMessage());
			batches.register(List.of());
			items.register(List.of());
		}
	}

}
