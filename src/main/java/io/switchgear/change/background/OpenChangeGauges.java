package io.switchgear.change.background;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.switchgear.change.ChangeState;
import io.switchgear.change.OpenChangeCounts;
import io.switchgear.observation.Metric;
import io.switchgear.observation.Metric.Tag;
import io.switchgear.provider.Provider;
import io.switchgear.provider.Providers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Gauges of the changes that have not ended, read from the database every five seconds
 * and so the same on every replica.
 */
final class OpenChangeGauges {

	private static final Logger log = LoggerFactory.getLogger(OpenChangeGauges.class);

	private static final long PERIOD_MILLIS = 5000;

	private final OpenChangeCounts changes;

	private final Providers providers;

	private final Clock clock;

	private final MultiGauge counts;

	private final MultiGauge pendingAges;

	private final MultiGauge applyingAges;

	private volatile Map<Key, OpenChangeCounts.Count> open = Map.of();

	OpenChangeGauges(OpenChangeCounts changes, Providers providers, MeterRegistry meters, Clock clock) {
		this.changes = changes;
		this.providers = providers;
		this.clock = clock;
		this.counts = MultiGauge.builder(Metric.CHANGES_OPEN.meterName())
			.description(Metric.CHANGES_OPEN.description())
			.register(meters);
		this.pendingAges = ages(Metric.CHANGES_OLDEST, meters);
		this.applyingAges = ages(Metric.CHANGES_APPLYING_AGE, meters);
	}

	private static MultiGauge ages(Metric metric, MeterRegistry meters) {
		return MultiGauge.builder(metric.meterName())
			.description(metric.description())
			.baseUnit("seconds")
			.register(meters);
	}

	/** Reads the database; the gauges vanish where that fails. */
	@Scheduled(fixedRate = PERIOD_MILLIS) // on a thread of its own, unlike a fixed delay
	void refresh() {
		try {
			open = read();
			TreeSet<String> names = providers.all()
				.stream()
				.map(Provider::name)
				.collect(Collectors.toCollection(TreeSet::new));
			// Also of a provider that is not configured any more: its changes wait for
			// nothing.
			open.keySet().forEach((key) -> names.add(key.provider()));
			counts.register(countsOf(names));
			pendingAges.register(agesOf(names, ChangeState.PENDING));
			applyingAges.register(agesOf(names, ChangeState.APPLYING));
		}
		catch (DataAccessException ex) {
			log.warn("Open changes cannot be counted: {}", ex.getMessage());
			counts.register(List.of());
			pendingAges.register(List.of());
			applyingAges.register(List.of());
		}
	}

	private Map<Key, OpenChangeCounts.Count> read() {
		return changes.read(clock.instant())
			.stream()
			.collect(Collectors.toMap((count) -> new Key(count.provider(), count.state().wireName()),
					Function.identity()));
	}

	private List<Row<?>> countsOf(Iterable<String> names) {
		List<Row<?>> rows = new ArrayList<>();
		for (String provider : names) {
			for (ChangeState state : List.of(ChangeState.PENDING, ChangeState.APPLYING)) {
				Key key = new Key(provider, state.wireName());
				rows.add(Row.of(Tags.of(Tag.PROVIDER, provider, Tag.STATE, state.wireName()), this,
						(self) -> self.count(key)));
			}
		}
		return rows;
	}

	private List<Row<?>> agesOf(Iterable<String> names, ChangeState state) {
		List<Row<?>> rows = new ArrayList<>();
		for (String provider : names) {
			Key key = new Key(provider, state.wireName());
			rows.add(Row.of(Tags.of(Tag.PROVIDER, provider), this, (self) -> self.age(key)));
		}
		return rows;
	}

	private double count(Key key) {
		OpenChangeCounts.Count counted = open.get(key);
		return (counted != null) ? counted.changes() : 0;
	}

	private double age(Key key) {
		OpenChangeCounts.Count counted = open.get(key);
		Instant since = (counted != null) ? counted.since() : null;
		return (since != null) ? Math.max(0, Duration.between(since, clock.instant()).toSeconds()) : 0;
	}

	private record Key(String provider, String state) {
	}

}
