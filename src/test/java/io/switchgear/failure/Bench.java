package io.switchgear.failure;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemException;
import io.switchgear.provider.Provider;
import io.switchgear.simulator.ProviderSimulator;
import io.switchgear.simulator.RootFiSimulator;
import io.switchgear.simulator.WhiskSimulator;
import io.switchgear.support.ConnectedProviders;
import org.jspecify.annotations.Nullable;

/**
 * Lets each row happen at a provider of its own, so that its breaker and its retry budget
 * have met nothing else.
 */
final class Bench implements AutoCloseable {

	static final String WHISK_ID = "5f0c4f6e-3b1a-4a57-9a52-0d6c1f1e2a3b";

	private static final long ROOTFI_ID = 1234;

	private static final String KEY = "some-key";

	private final Map<Exchange, ProviderSimulator> shared = new EnumMap<>(Exchange.class);

	private final Map<Row, ProviderSimulator> own = new HashMap<>();

	private final ConnectedProviders providers;

	private Bench(List<Row> rows) {
		for (Exchange exchange : Exchange.values()) {
			shared.put(exchange, start(exchange));
		}
		rows.stream().filter(Row::lasts).forEach((row) -> own.put(row, start(row.exchange())));
		List<String> settings = new ArrayList<>();
		rows.forEach((row) -> settings.addAll(settings(row)));
		this.providers = ConnectedProviders.start(settings);
	}

	private static ProviderSimulator start(Exchange exchange) {
		return exchange.ofWhisk() ? WhiskSimulator.start(KEY) : RootFiSimulator.start(KEY);
	}

	/** What becomes of each row. */
	static Map<Row, Outcome> outcomes(List<Row> rows) {
		Map<Row, Outcome> outcomes = new ConcurrentHashMap<>();
		Collection<List<Row>> brief = rows.stream()
			.filter((row) -> !row.lasts())
			.collect(Collectors.groupingBy(Row::exchange))
			.values();
		List<Row> lasting = rows.stream().filter(Row::lasts).toList();
		try (Bench bench = new Bench(rows)) {
			// One after another, at the simulator that those of an exchange share
			atOnce(brief, (some) -> some.forEach((row) -> outcomes.put(row, bench.happened(row))));
			// At the end, when nothing else works: bodies of many MiB keep a machine busy
			// for longer than a good answer may take here. These do nothing but wait, so
			// that all of them may do it at the same time.
			atOnce(lasting, (row) -> outcomes.put(row, bench.happened(row)));
		}
		return outcomes;
	}

	private static <T> void atOnce(Collection<T> all, Consumer<T> work) {
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			all.stream()
				.map((one) -> CompletableFuture.runAsync(() -> work.accept(one), threads))
				.toList()
				.forEach(CompletableFuture::join);
		}
	}

	private List<String> settings(Row row) {
		Failure failure = row.failure();
		URI baseUrl = (failure.baseUrl() != null) ? failure.baseUrl() : simulator(row).baseUrl();
		List<String> settings = new ArrayList<>(
				ConnectedProviders.settings(row.provider(), row.connector(), baseUrl, KEY));
		if (row.described()) {
			settings.add("switchgear.providers.%s.descriptor=src/test/resources/descriptors/%s.yaml"
				.formatted(row.provider(), row.exchange().connector()));
		}
		if (failure.patience() != null) {
			String prefix = "resilience4j.timelimiter.instances." + row.provider();
			settings.add(prefix + ".base-config=default");
			settings.add(prefix + ".timeout-duration=" + failure.patience().toMillis() + "ms");
		}
		if (failure.proxy() != null) {
			settings.add("switchgear.providers." + row.provider() + ".proxy=" + failure.proxy());
		}
		return settings;
	}

	private Outcome happened(Row row) {
		ProviderSimulator simulator = simulator(row);
		simulator.reset();
		plant(simulator);
		row.failure().script().apply(row.exchange()).accept(simulator);
		Problem problem = call(row);
		CircuitBreaker.Metrics breaker = providers.breaker(row.provider()).getMetrics();
		return new Outcome(problem, simulator.journal().all(), breaker.getNumberOfFailedCalls(),
				breaker.getNumberOfSuccessfulCalls());
	}

	private static void plant(ProviderSimulator simulator) {
		if (simulator instanceof WhiskSimulator whisk) {
			whisk.add(WHISK_ID, "INTEGRATION_TYPE_SHOPIFY", true);
		}
		else if (simulator instanceof RootFiSimulator rootFi) {
			rootFi.add(ROOTFI_ID, "XERO", "some-id", "some-value", false, false);
		}
	}

	private @Nullable Problem call(Row row) {
		Provider provider = providers.get(row.provider());
		String id = row.exchange().ofWhisk() ? WHISK_ID : Long.toString(ROOTFI_ID);
		try {
			row.exchange().call(provider, id, ConnectedProviders.scopeFor(provider));
			return null;
		}
		catch (ProblemException ex) {
			return ex.problem();
		}
	}

	private ProviderSimulator simulator(Row row) {
		return Objects.requireNonNull(row.lasts() ? own.get(row) : shared.get(row.exchange()));
	}

	@Override
	public void close() {
		providers.close();
		own.values().forEach(ProviderSimulator::close);
		shared.values().forEach(ProviderSimulator::close);
	}

	/**
	 * A failure that a request meets, at a provider made for it.
	 *
	 * @param described whether the provider is called by a descriptor
	 */
	record Row(String provider, Exchange exchange, Failure failure, boolean described) {

		Row(String provider, Exchange exchange, Failure failure) {
			this(provider, exchange, failure, false);
		}

		/** Whether it happens with little patience, at a simulator of its own. */
		boolean lasts() {
			return failure.patience() != null;
		}

		String connector() {
			return described ? "http" : exchange.connector();
		}

	}

}
