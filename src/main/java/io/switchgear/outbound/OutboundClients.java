package io.switchgear.outbound;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.switchgear.observation.Metric;
import io.switchgear.problem.InvalidConfiguration;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.support.WebClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import reactor.core.scheduler.Scheduler;

/** Makes the clients that connectors call their provider with. */
public final class OutboundClients implements DisposableBean {

	// One generator would not stand the threads that share it.
	private static final RandomGenerator RANDOM = () -> ThreadLocalRandom.current().nextLong();

	// What the limit of calls that only read is called in the settings
	private static final String READS = "reads";

	/** What the limit of calls that only read is called, after the provider's name. */
	public static final String READS_SUFFIX = "-" + READS;

	private final ResilienceRegistries registries;

	private final Instruments instruments;

	private final Holds holds;

	private final Clock clock;

	private final Scheduler scheduler;

	private final Map<String, ProviderHealth> health = new ConcurrentHashMap<>();

	private final Map<String, ProviderConnections> connections = new ConcurrentHashMap<>();

	OutboundClients(ResilienceRegistries registries, Instruments instruments, Holds holds, Clock clock,
			Scheduler scheduler) {
		this.registries = registries;
		this.instruments = instruments;
		this.holds = holds;
		this.clock = clock;
		this.scheduler = scheduler;
	}

	/**
	 * A blocking implementation of an HTTP interface whose methods carry
	 * {@link ProviderOperation}. Its methods have to be called within a {@link CallScope}
	 * and throw {@link CallFailed}, or a decoding exception where a success has a body
	 * that is not what the method returns. Has to be called once for each provider.
	 */
	public <T> T client(Class<T> api, ProviderEndpoint endpoint) {
		OutboundStack stack = stackFor(endpoint.provider());
		return create(api, endpoint, stack, connector(endpoint, stack));
	}

	/**
	 * The same for requests that no interface describes. Has to be called once for each
	 * provider.
	 */
	public ProviderHttp http(ProviderEndpoint endpoint) {
		OutboundStack stack = stackFor(endpoint.provider());
		return new ProviderHttp(endpoint, webClient(endpoint, stack, connector(endpoint, stack)));
	}

	private ClientHttpConnector connector(ProviderEndpoint endpoint, OutboundStack stack) {
		return connections
			.computeIfAbsent(endpoint.provider(),
					(name) -> new ProviderConnections(name, endpoint.proxy(),
							stack.bulkhead().getBulkheadConfig().getMaxConcurrentCalls()))
			.connector();
	}

	static <T> T create(Class<T> api, ProviderEndpoint endpoint, OutboundStack stack, ClientHttpConnector connector) {
		return HttpServiceProxyFactory.builderFor(WebClientAdapter.create(webClient(endpoint, stack, connector)))
			.httpRequestValuesProcessor(new Call.Attaching(endpoint.provider()))
			.build()
			.createClient(api);
	}

	private static WebClient webClient(ProviderEndpoint endpoint, OutboundStack stack, ClientHttpConnector connector) {
		return stack.around(WebClient.builder(), endpoint.waits())
			.clientConnector(connector)
			.baseUrl(endpoint.baseUrl().toString())
			.defaultHeaders(endpoint.authentication())
			// Answers are limited where they are read, each operation's by its own
			// measure.
			.codecs((codecs) -> codecs.defaultCodecs().maxInMemorySize(-1))
			.defaultRequest((request) -> request.attribute(Observing.PROPAGATED, endpoint.propagateTrace()))
			.build();
	}

	/**
	 * How a provider is doing, seen from this replica.
	 * @throws IllegalArgumentException if no client was made for it
	 */
	public Availability availability(String provider) {
		return known(provider).availability();
	}

	/**
	 * Where background work asks before it calls a provider.
	 * @throws IllegalArgumentException if no client was made for it
	 */
	public BackgroundGate backgroundGate(String provider) {
		return known(provider).backgroundGate();
	}

	/**
	 * How many callers may wait for changes of a provider. Has to be called once for each
	 * provider.
	 */
	public CallerLimit callerLimit(String provider) {
		return new CallerLimit(provider, registries.bulkheads(), clock);
	}

	private ProviderHealth known(String provider) {
		ProviderHealth known = health.get(provider);
		if (known == null) {
			throw new IllegalArgumentException("No client was made for " + provider);
		}
		return known;
	}

	private OutboundStack stackFor(String provider) {
		CircuitBreaker breaker = registries.breakers().circuitBreaker(provider);
		ProviderHealth providerHealth = health.computeIfAbsent(provider,
				(name) -> new ProviderHealth(name, breaker, clock, instruments.meters()));
		Bulkhead bulkhead = withoutQueue(registries.bulkheads().bulkhead(provider));
		return new OutboundStack(breaker, registries.retries().retry(provider), budget(provider), bulkhead,
				reads(provider, bulkhead),
				registries.timeouts().timeLimiter(provider).getTimeLimiterConfig().getTimeoutDuration(), providerHealth,
				holds, instruments.observations(), clock, scheduler, RANDOM);
	}

	private RetryBudget budget(String provider) {
		RetryBudget budget = RetryBudget.standard(clock);
		Gauge.builder(Metric.RETRY_BUDGET.meterName(), budget, RetryBudget::balance)
			.tag(Metric.Tag.PROVIDER, provider)
			.description(Metric.RETRY_BUDGET.description())
			.register(instruments.meters());
		FunctionCounter.builder(Metric.RETRY_REFUSALS.meterName(), budget, RetryBudget::refusals)
			.tag(Metric.Tag.PROVIDER, provider)
			.description(Metric.RETRY_REFUSALS.description())
			.register(instruments.meters());
		return budget;
	}

	/**
	 * Leaves at least half of all slots to calls that write, however it is configured.
	 */
	private Bulkhead reads(String provider, Bulkhead all) {
		BulkheadRegistry known = registries.bulkheads();
		Bulkhead reads = withoutQueue(known.bulkhead(provider + READS_SUFFIX,
				() -> known.getConfiguration(READS).orElseGet(known::getDefaultConfig)));
		BulkheadConfig config = reads.getBulkheadConfig();
		int most = Math.max(1, all.getBulkheadConfig().getMaxConcurrentCalls() / 2);
		if (config.getMaxConcurrentCalls() > most) {
			reads.changeConfig(BulkheadConfig.from(config).maxConcurrentCalls(most).build());
		}
		return reads;
	}

	private static Bulkhead withoutQueue(Bulkhead bulkhead) {
		// It would wait on the threads that keep the deadlines of all providers.
		if (!bulkhead.getBulkheadConfig().getMaxWaitDuration().isZero()) {
			throw new InvalidConfiguration(
					"resilience4j.bulkhead.instances." + bulkhead.getName() + ".max-wait-duration",
					"must be 0: a thread that waits would hold up the calls of all providers");
		}
		return bulkhead;
	}

	@Override
	public void destroy() {
		connections.values().forEach(ProviderConnections::close);
	}

	/** Where it is written down how the calls go. */
	record Instruments(MeterRegistry meters, ObservationRegistry observations) {
	}

	/** Where the standard {@code resilience4j.*} settings arrive. */
	record ResilienceRegistries(CircuitBreakerRegistry breakers, RetryRegistry retries, BulkheadRegistry bulkheads,
			TimeLimiterRegistry timeouts) {
	}

}
