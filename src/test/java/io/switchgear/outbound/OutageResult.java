package io.switchgear.outbound;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.switchgear.outbound.Outage.Phase;
import io.switchgear.outbound.OutageRun.BreakerTurn;
import org.jspecify.annotations.Nullable;

/** What came of an outage, by phase. */
record OutageResult(Outage outage, Map<Phase, Tally> tallies, Map<Phase, Tally> backgrounds, List<BreakerTurn> turns) {

	Tally during(String phase) {
		return of(tallies, phase);
	}

	/** Of what nobody waited for. */
	Tally inBackgroundDuring(String phase) {
		return of(backgrounds, phase);
	}

	private static Tally of(Map<Phase, Tally> tallies, String phase) {
		return tallies.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().name().equals(phase))
			.findFirst()
			.orElseThrow()
			.getValue();
	}

	long openings() {
		return turns.stream().filter((turn) -> turn.to() == State.OPEN).count();
	}

	/** From the beginning of the trouble; null if the breaker never opened. */
	@Nullable Duration untilOpened() {
		return sinceStartOf(1, (turn) -> turn.to() == State.OPEN);
	}

	/** From the end of the trouble; null if the breaker was closed then. */
	@Nullable Duration untilClosed() {
		return sinceStartOf(outage.phases().size() - 1, (turn) -> turn.to() == State.CLOSED);
	}

	private @Nullable Duration sinceStartOf(int phase, Predicate<BreakerTurn> wanted) {
		Duration before = outage.phases()
			.subList(0, phase)
			.stream()
			.map(Phase::length)
			.reduce(Duration.ZERO, Duration::plus);
		Instant start = Instant.EPOCH.plus(before);
		return turns.stream()
			.filter(wanted)
			.map(BreakerTurn::at)
			.filter((at) -> !at.isBefore(start))
			.findFirst()
			.map((at) -> Duration.between(start, at))
			.orElse(null);
	}

}
