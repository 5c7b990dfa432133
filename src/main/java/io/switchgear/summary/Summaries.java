package io.switchgear.summary;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.switchgear.batch.BatchList;
import io.switchgear.provider.Provider;
import io.switchgear.provider.Providers;
import org.jspecify.annotations.Nullable;

/** Makes summaries, each at most once a second. */
public final class Summaries {

	private static final int HOURS = 24;

	private static final int MAX_CODES = 5;

	private static final int MAX_BATCHES = 20;

	private static final Duration KEPT = Duration.ofSeconds(1);

	private static final int MAX_KEPT = 1000;

	private final Providers providers;

	private final Situation situation;

	private final Counts counts;

	private final BatchList batches;

	private final Clock clock;

	private final Cache<Optional<Set<String>>, Summary> kept;

	Summaries(Providers providers, Situation situation, Counts counts, BatchList batches, Clock clock) {
		this.providers = providers;
		this.situation = situation;
		this.counts = counts;
		this.batches = batches;
		this.clock = clock;
		this.kept = Caffeine.newBuilder()
			.maximumSize(MAX_KEPT)
			.expireAfterWrite(KEPT)
			.ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
			.executor(Runnable::run)
			.build();
	}

	/**
	 * The counts of those providers, up to a second old.
	 * @param readable null: all
	 */
	public Summary of(@Nullable Set<String> readable) {
		return kept.get(Optional.ofNullable(readable), (key) -> read(readable));
	}

	private Summary read(@Nullable Set<String> readable) {
		Instant now = clock.instant();
		Instant first = now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(HOURS - 1));
		Counts.AtOnce counted = counts.read(now, first);
		return new Summary(now,
				providers.all()
					.stream()
					.map(Provider::name)
					.filter((name) -> readable == null || readable.contains(name))
					.map((name) -> ofProvider(name, counted, first))
					.toList(),
				batches.running(readable, MAX_BATCHES));
	}

	private Summary.OfProvider ofProvider(String name, Counts.AtOnce counted, Instant first) {
		List<IntegrationCounts.Count> integrations = counted.integrations()
			.stream()
			.filter((count) -> count.provider().equals(name))
			.toList();
		List<ChangeTally.Count> ended = counted.ended()
			.stream()
			.filter((count) -> count.provider().equals(name))
			.toList();
		return new Summary.OfProvider(name,
				integrations.stream()
					.collect(Collectors.groupingBy(
							(count) -> (count.enabled() != null) ? count.enabled().toString() : "unknown",
							Collectors.summingLong(IntegrationCounts.Count::integrations))),
				integrations.stream()
					.collect(Collectors.groupingBy(IntegrationCounts.Count::sync,
							Collectors.summingLong(IntegrationCounts.Count::integrations))),
				integrations.stream().mapToLong(IntegrationCounts.Count::missing).sum(),
				counted.open()
					.stream()
					.filter((count) -> count.provider().equals(name))
					.collect(Collectors.toMap((count) -> count.state().wireName(),
							(count) -> new Summary.Open(count.changes(), count.since()))),
				hours(ended, first), codes(ended), situation.health().of(name),
				situation.holds().of(name).orElse(null));
	}

	private static List<Summary.Hour> hours(List<ChangeTally.Count> ended, Instant first) {
		Map<Instant, Map<String, Long>> byHour = ended.stream()
			.collect(Collectors.groupingBy(ChangeTally.Count::hour, Collectors.groupingBy(ChangeTally.Count::state,
					Collectors.summingLong(ChangeTally.Count::changes))));
		return IntStream.range(0, HOURS).mapToObj((hour) -> first.plus(Duration.ofHours(hour))).map((hour) -> {
			Map<String, Long> changes = byHour.getOrDefault(hour, Map.of());
			return new Summary.Hour(hour, changes.getOrDefault("succeeded", 0L), changes.getOrDefault("failed", 0L),
					changes.getOrDefault("cancelled", 0L));
		}).toList();
	}

	private static List<Summary.Code> codes(List<ChangeTally.Count> ended) {
		Map<String, Long> byCode = ended.stream()
			.filter((count) -> !count.code().isEmpty())
			.collect(Collectors.groupingBy(ChangeTally.Count::code, TreeMap::new,
					Collectors.summingLong(ChangeTally.Count::changes)));
		return byCode.entrySet()
			.stream()
			.sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
			.limit(MAX_CODES)
			.map((code) -> new Summary.Code(code.getKey(), code.getValue()))
			.toList();
	}

}
