package io.switchgear.outbound;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.switchgear.outbound.Outage.Phase;

/**
 * Sends an outage's calls through the real stack. Only the network and the time are
 * simulated, and one seed decides everything that is left to chance.
 */
final class OutageRun {

	private static final long SEED = 20_261_122;

	private static final Duration UNTIL_ALL_HAVE_ENDED = Duration.ofMinutes(1);

	private final RandomGenerator random = new Random(SEED);

	// What batches may send, and what a replica sends at once to one provider.
	private static final Duration BETWEEN_LOOKS = Duration.ofMillis(40);

	private static final int MAX_AT_ONCE = 8;

	private final Map<Phase, Tally> tallies = new LinkedHashMap<>();

	private final Map<Phase, Tally> backgrounds = new LinkedHashMap<>();

	private final List<BreakerTurn> turns = new ArrayList<>();

	private final ConfiguredResilience settings;

	private final SimulatedStack stack;

	private Phase phase;

	private Instant phaseStart = Instant.EPOCH;

	private long refusalsSeen;

	private int backlog;

	private OutageRun(Outage outage, ConfiguredResilience settings) {
		this.settings = settings;
		this.phase = outage.phases().getFirst();
		this.stack = new SimulatedStack(settings, random, () -> arrival(tally()), () -> arrival(background()));
		stack.breaker()
			.getEventPublisher()
			.onStateTransition(
					(event) -> turns.add(new BreakerTurn(stack.now(), event.getStateTransition().getToState())));
	}

	static OutageResult of(Outage outage, ConfiguredResilience settings) {
		OutageRun run = new OutageRun(outage, settings);
		if (outage.hasBacklog()) {
			run.stack.time()
				.scheduler()
				.schedulePeriodically(run::look, BETWEEN_LOOKS.toMillis(), BETWEEN_LOOKS.toMillis(),
						TimeUnit.MILLISECONDS);
		}
		outage.phases().forEach(run::play);
		run.stack.time().pass(UNTIL_ALL_HAVE_ENDED);
		return new OutageResult(outage, run.tallies, run.backgrounds, run.turns);
	}

	private void play(Phase next) {
		phase = next;
		backlog += next.backlog();
		phaseStart = stack.now();
		long calls = Math.round(next.length().toMillis() * next.callsPerSecond() / 1000);
		double gap = next.length().toMillis() / (double) calls;
		for (long call = 0; call < calls; call++) {
			stack.time()
				.scheduler()
				.schedule(this::call, (long) (gap * (call + random.nextDouble())), TimeUnit.MILLISECONDS);
		}
		stack.time().pass(next.length());
		tally().refused(stack.budget().refusals() - refusalsSeen);
		refusalsSeen = stack.budget().refusals();
	}

	private void call() {
		Tally tally = tally();
		tally.begun();
		stack.call(phase.repeatable(), settings.deadline(), tally::ended);
	}

	/** A change that waits is looked at, and tried if it is let in. */
	private void look() {
		if (backlog == 0 || !stack.backgroundGate().enter(MAX_AT_ONCE)) {
			return;
		}
		Tally tally = background();
		tally.begun();
		backlog--;
		stack.callInBackground(settings.deadline(), (ended) -> {
			stack.backgroundGate().leave();
			tally.ended(ended);
			backlog += (ended.failure() != null) ? 1 : 0;
		});
	}

	private Reply arrival(Tally tally) {
		tally.arrived();
		return phase.behaviour().reply(Duration.between(phaseStart, stack.now()), random);
	}

	private Tally background() {
		return backgrounds.computeIfAbsent(phase, (added) -> new Tally());
	}

	private Tally tally() {
		return tallies.computeIfAbsent(phase, (added) -> new Tally());
	}

	/** When the breaker turned to a state. */
	record BreakerTurn(Instant at, State to) {
	}

}
