package io.switchgear.failure;

import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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

	private final Map<Exchange, ProviderSimulator> simulators = new EnumMap<>(Exchange.class);

	private final ConnectedProviders providers;

	Bench(List<Row> rows) {
		for (Exchange exchange : Exchange.values()) {
			simulators.put(exchange, exchange.ofWhisk() ? WhiskSimulator.start(KEY) : RootFiSimulator.start(KEY));
		}
		List<String> settings = new ArrayList<>();
		rows.forEach((row) -> settings.addAll(settings(row)));
		this.providers = ConnectedProviders.start(settings);
	}

	private List<String> settings(Row row) {
		Failure failure = row.failure();
		URI baseUrl = (failure.baseUrl() != null) ? failure.baseUrl() : simulator(row.exchange()).baseUrl();
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

	String outcome(Row row) {
		return happened(row).row(row.failure().name());
	}

	Outcome happened(Row row) {
		ProviderSimulator simulator = simulator(row.exchange());
		simulator.reset();
		plant(simulator);
		row.failure().script().apply(row.exchange()).accept(simulator);
		Problem problem = call(row);
		return new Outcome(problem, simulator.journal(), providers.breaker(row.provider()).getMetrics());
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

	private ProviderSimulator simulator(Exchange exchange) {
		return Objects.requireNonNull(simulators.get(exchange));
	}

	@Override
	public void close() {
		providers.close();
		simulators.values().forEach(ProviderSimulator::close);
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

		String connector() {
			return described ? "http" : exchange.connector();
		}

	}

}
