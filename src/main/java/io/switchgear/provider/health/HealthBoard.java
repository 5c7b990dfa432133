package io.switchgear.provider.health;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.switchgear.outbound.Availability;
import io.switchgear.outbound.OutboundClients;
import io.switchgear.provider.Providers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

/**
 * How the providers are doing, seen from all replicas, so that callers behind a load
 * balancer read the same from each. Every two seconds each replica writes down what it
 * saw and reads what the others saw. While the database cannot be read, the last known of
 * them stays.
 */
public final class HealthBoard {

	private static final Logger log = LoggerFactory.getLogger(HealthBoard.class);

	private static final long PERIOD_MILLIS = 2000;

	// The first is shown if replicas differ: an open breaker is what callers run into.
	// What this release does not know comes last.
	private static final List<String> WORST_FIRST = List.of("forced_open", "open", "half_open", "closed");

	private static final Comparator<String> BY_HARM = Comparator
		.comparingInt((state) -> WORST_FIRST.contains(state) ? WORST_FIRST.indexOf(state) : WORST_FIRST.size());

	private static final Comparator<@Nullable Instant> LATEST_LAST = Comparator
		.nullsFirst(Comparator.<Instant>naturalOrder());

	private final HealthStore store;

	private final Providers providers;

	private final OutboundClients clients;

	private volatile List<HealthStore.Seen> others = List.of();

	HealthBoard(HealthStore store, Providers providers, OutboundClients clients) {
		this.store = store;
		this.providers = providers;
		this.clients = clients;
	}

	/**
	 * The worst state of the circuit breaker anywhere, and the last success and failure
	 * of all replicas.
	 */
	public Availability of(String provider) {
		Availability own = clients.availability(provider);
		List<HealthStore.Seen> seen = others.stream().filter((other) -> other.provider().equals(provider)).toList();
		List<Availability> all = Stream.concat(Stream.of(own), seen.stream().map(HealthStore.Seen::availability))
			.toList();
		String breaker = Stream
			.concat(Stream.of(own), seen.stream().filter(HealthStore.Seen::alive).map(HealthStore.Seen::availability))
			.map(Availability::circuitBreaker)
			.min(BY_HARM)
			.orElseThrow();
		Instant succeeded = all.stream()
			.map(Availability::lastSuccess)
			.filter(Objects::nonNull)
			.max(Comparator.naturalOrder())
			.orElse(null);
		Availability failed = all.stream()
			.max(Comparator.comparing(Availability::lastFailure, LATEST_LAST))
			.orElseThrow();
		return new Availability(breaker, succeeded, failed.lastFailure(), failed.lastFailureKind());
	}

	@Scheduled(fixedRate = PERIOD_MILLIS) // on a thread of its own, unlike a fixed delay
	void exchange() {
		Map<String, Availability> own = new TreeMap<>();
		providers.all().forEach((provider) -> own.put(provider.name(), clients.availability(provider.name())));
		try {
			others = store.exchange(own);
		}
		catch (DataAccessException | TransactionException ex) {
			log.warn("What other replicas see of providers cannot be read; the last known stays: {}", ex.getMessage());
		}
	}

}
