package io.switchgear.outbound;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The real stack on virtual time, above a simulated provider instead of the network. */
final class SimulatedStack {

	private final VirtualTime time = new VirtualTime();

	private final RetryBudget budget = RetryBudget.standard(time);

	private final CircuitBreaker breaker;

	private final Retry retry;

	private final ProviderHealth health;

	private final SimulatedApi api;

	private final SimulatedApi background;

	/** What nobody waits for arrives apart from the rest. */
	SimulatedStack(ConfiguredResilience settings, RandomGenerator random, Supplier<Reply> provider,
			Supplier<Reply> ofBackground) {
		this.breaker = CircuitBreaker.of("simulated", settings.breakerOn(time));
		this.retry = Retry.of("simulated", settings.retry());
		this.health = new ProviderHealth("simulated", breaker, time, new SimpleMeterRegistry());
		OutboundStack stack = new OutboundStack(breaker, retry, budget, Bulkhead.of("simulated", settings.bulkhead()),
				Bulkhead.of("simulated-reads", settings.reads()), settings.attemptTimeout(), health,
				(name) -> Optional.empty(), ObservationRegistry.NOOP, time, time.scheduler(), random);
		ProviderEndpoint endpoint = new ProviderEndpoint("simulated", URI.create("http://simulated"), (headers) -> {
		}, false, null);
		this.api = OutboundClients.create(SimulatedApi.class, endpoint, stack,
				new SimulatedProvider(provider, time.scheduler()));
		this.background = OutboundClients.create(SimulatedApi.class, endpoint, stack,
				new SimulatedProvider(ofBackground, time.scheduler()));
	}

	VirtualTime time() {
		return time;
	}

	Instant now() {
		return time.instant();
	}

	RetryBudget budget() {
		return budget;
	}

	CircuitBreaker breaker() {
		return breaker;
	}

	Retry.Metrics retries() {
		return retry.getMetrics();
	}

	BackgroundGate backgroundGate() {
		return health.backgroundGate();
	}

	/** Begins a call; it goes on as the time does. */
	void call(boolean repeatable, Duration deadline, Consumer<Ended> whenEnded) {
		CallScope scope = CallScope.until(now().plus(deadline));
		subscribe(scope, scope.run(() -> repeatable ? api.set() : api.create()), whenEnded);
	}

	/** Begins a call that nobody waits for. */
	void callInBackground(Duration deadline, Consumer<Ended> whenEnded) {
		CallScope scope = CallScope.inBackgroundUntil(now().plus(deadline));
		subscribe(scope, scope.run(background::set), whenEnded);
	}

	private void subscribe(CallScope scope, Mono<Void> answer, Consumer<Ended> whenEnded) {
		Instant start = now();
		answer.subscribe(null, (error) -> whenEnded.accept(ended(start, scope, ((CallFailed) error).failure())),
				() -> whenEnded.accept(ended(start, scope, null)));
	}

	/** Makes a call and lets the time pass until it has ended. */
	Ended await(boolean repeatable, Duration deadline) {
		AtomicReference<Ended> ended = new AtomicReference<>();
		call(repeatable, deadline, ended::set);
		while (ended.get() == null) {
			time.pass(Duration.ofMillis(1));
		}
		return ended.get();
	}

	private Ended ended(Instant start, CallScope scope, @Nullable CallFailure failure) {
		return new Ended(Duration.between(start, now()), scope.sent().requests(), failure);
	}

	/**
	 * A call that has ended.
	 *
	 * @param failure null if it succeeded
	 */
	record Ended(Duration time, int requests, @Nullable CallFailure failure) {
	}

}
