package io.switchgear.outbound;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.switchgear.outbound.Holds.Hold;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** The whole stack on virtual time, above a network that answers as scripted. */
final class StackBench {

	static final Duration ATTEMPT = Duration.ofSeconds(3);

	static final int TRIALS = 3;

	private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

	final VirtualTime time = new VirtualTime();

	final MeterRegistry meters = new SimpleMeterRegistry();

	final CircuitBreaker breaker = CircuitBreaker.of("provider",
			CircuitBreakerConfig.custom()
				.minimumNumberOfCalls(10)
				.slidingWindowSize(100)
				.waitDurationInOpenState(Duration.ofSeconds(10))
				.permittedNumberOfCallsInHalfOpenState(TRIALS)
				.recordException(new CountsAgainstProvider())
				.ignoreException(new SaysNothingOfHealth())
				.build());

	final Bulkhead bulkhead = Bulkhead.of("provider",
			BulkheadConfig.custom().maxConcurrentCalls(1).maxWaitDuration(Duration.ZERO).build());

	final Bulkhead reads = Bulkhead.of("provider-reads", bulkhead.getBulkheadConfig());

	final ProviderHealth health = new ProviderHealth("provider", breaker, time, meters);

	final AtomicInteger sent = new AtomicInteger();

	private final Deque<Mono<ClientResponse>> script = new ArrayDeque<>();

	final RetryBudget budget;

	@Nullable Hold hold;

	private final WebClient http;

	StackBench() {
		this(1);
	}

	StackBench(double retriesPerSecond) {
		Retry retry = Retry.of("provider",
				RetryConfig.custom()
					.maxAttempts(3)
					.intervalFunction(IntervalFunction.ofExponentialBackoff(FIRST_PAUSE))
					.retryOnException(new MayRepeat())
					.build());
		this.budget = new RetryBudget(0, retriesPerSecond, Duration.ofSeconds(10), time);
		OutboundStack stack = new OutboundStack(breaker, retry, budget, bulkhead, reads, ATTEMPT, health,
				(provider) -> Optional.ofNullable(hold), ObservationRegistry.NOOP, time, time.scheduler(),
				RandomGenerator.getDefault());
		this.http = stack.around(WebClient.builder()).exchangeFunction((request) -> {
			sent.incrementAndGet();
			return (script.size() > 1) ? script.remove() : Objects.requireNonNull(script.peek());
		}).build();
	}

	/** What the coming attempts meet; the last of it stands. */
	void network(List<Mono<ClientResponse>> answers) {
		script.clear();
		script.addAll(answers);
	}

	static Mono<ClientResponse> status(int status, String... headers) {
		ClientResponse.Builder response = ClientResponse.create(HttpStatusCode.valueOf(status));
		for (int i = 0; i < headers.length; i += 2) {
			response.header(headers[i], headers[i + 1]);
		}
		return sent(Mono.fromSupplier(response::build));
	}

	/** The request reaches the provider before that comes of it. */
	static Mono<ClientResponse> sent(Mono<ClientResponse> outcome) {
		return Mono.deferContextual((context) -> Attempt.of(context).send() ? outcome : Mono.empty());
	}

	static Mono<ClientResponse> well() {
		return status(HttpStatus.OK.value());
	}

	Mono<Integer> write(Duration deadline) {
		return call(true, false, until(deadline));
	}

	Mono<Integer> read(Duration deadline) {
		return call(true, true, until(deadline));
	}

	/** A read that is not part of a write. */
	Mono<Integer> reading(Duration deadline) {
		return call(true, true, until(deadline).reading());
	}

	Mono<Integer> unrepeatable(Duration deadline) {
		return call(false, false, until(deadline));
	}

	Mono<Integer> inBackground(Duration deadline) {
		return call(true, false, CallScope.inBackgroundUntil(time.instant().plus(deadline)));
	}

	private CallScope until(Duration deadline) {
		return CallScope.until(time.instant().plus(deadline));
	}

	private Mono<Integer> call(boolean repeatable, boolean reads, CallScope scope) {
		Call call = new Call("provider", "operation", repeatable, reads, Integer.MAX_VALUE, scope);
		return http.get()
			.uri("http://localhost")
			.attribute(Call.class.getName(), call)
			.exchangeToMono((response) -> Mono.just(response.statusCode().value()));
	}

	/** Lets the call run for as long as it takes, up to a minute. */
	CallFailed failureOf(Mono<Integer> call) {
		CallFailed[] failed = new CallFailed[1];
		StepVerifier.create(call.doOnError(CallFailed.class, (error) -> failed[0] = error))
			.then(() -> time.pass(Duration.ofMinutes(1)))
			.verifyError(CallFailed.class);
		return Objects.requireNonNull(failed[0]);
	}

}
