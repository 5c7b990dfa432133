package io.switchgear.outbound;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.retry.Retry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.switchgear.outbound.Outage.Phase;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import java.net.URI;

/**
 * Sends an outage's calls through the real stack. Only the network and the time are
 * simulated, and one seed decides everything that is left to chance.
 */
final class OutageRun {

	private static final long SEED = 20261122;

	private static final Duration UNTIL_ALL_HAVE_ENDED = Duration.ofMinutes(1);

	private final RandomGenerator random = new Random(SEED);

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final Clock clock = new VirtualClock(time);

	private final Map<Phase, Tally> tallies = new LinkedHashMap<>();

	private final List<BreakerTurn> turns = new ArrayList<>();

	private final ConfiguredResilience settings;

	private final RetryBudget budget;

	private final SimulatedApi api;

	private Phase phase;

	private Instant phaseStart = clock.instant();

	private long refusalsSeen;

	private OutageRun(Outage outage, ConfiguredResilience settings) {
		this.settings = settings;
		this.budget = RetryBudget.standard(clock);
		this.phase = outage.phases().getFirst();
		CircuitBreaker breaker = CircuitBreaker.of("simulated", settings.breakerOn(clock));
		breaker.getEventPublisher()
			.onStateTransition(
					(event) -> turns.add(new BreakerTurn(clock.instant(), event.getStateTransition().getToState())));
		OutboundStack stack = new OutboundStack(breaker, Retry.of("simulated", settings.retry()), budget,
				Bulkhead.of("simulated", settings.bulkhead()), settings.attemptTimeout(),
				new ProviderHealth("simulated", breaker, clock, new SimpleMeterRegistry()), ObservationRegistry.NOOP,
				clock, time, random);
		ProviderEndpoint endpoint = new ProviderEndpoint("simulated", URI.create("http://simulated"), (headers) -> {
		});
		this.api = OutboundClients.create(SimulatedApi.class, endpoint, stack,
				new SimulatedProvider(this::arrival, time));
	}

	static OutageResult of(Outage outage, ConfiguredResilience settings) {
		OutageRun run = new OutageRun(outage, settings);
		outage.phases().forEach(run::play);
		run.time.advanceTimeBy(UNTIL_ALL_HAVE_ENDED);
		return new OutageResult(outage, run.tallies, run.turns);
	}

	private void play(Phase next) {
		phase = next;
		phaseStart = clock.instant();
		tallies.put(next, new Tally());
		long calls = Math.round(next.length().toMillis() * next.callsPerSecond() / 1000);
		double gap = next.length().toNanos() / (double) calls;
		for (long call = 0; call < calls; call++) {
			time.schedule(this::call, Math.round(gap * (call + random.nextDouble())), TimeUnit.NANOSECONDS);
		}
		time.advanceTimeBy(next.length());
		tally().refused(budget.refusals() - refusalsSeen);
		refusalsSeen = budget.refusals();
	}

	private void call() {
		Instant start = clock.instant();
		CallScope scope = CallScope.until(start.plus(settings.deadline()));
		Tally tally = tally();
		tally.begun();
		Mono<Void> answer = scope.run(() -> phase.repeatable() ? api.set() : api.create());
		answer.subscribe(null, (error) -> end(tally, start, scope, error), () -> end(tally, start, scope, null));
	}

	private void end(Tally tally, Instant start, CallScope scope, @Nullable Throwable error) {
		tally.ended(Duration.between(start, clock.instant()), scope.requests(), error);
	}

	private Reply arrival() {
		tally().arrived();
		return phase.behaviour().reply(Duration.between(phaseStart, clock.instant()), random);
	}

	private Tally tally() {
		return tallies.computeIfAbsent(phase, (added) -> new Tally());
	}

	/** When the breaker turned to a state. */
	record BreakerTurn(Instant at, State to) {
	}

}
