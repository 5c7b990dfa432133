package io.switchgear.outbound;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A story of a provider that is well, then in trouble, then well again.
 *
 * @param trouble what it goes through between the two times that it is well
 */
record Outage(String name, String story, List<Phase> trouble) {

	private static final Duration QUIET = Duration.ofMinutes(5);

	static final double USUAL = 10;

	/** All phases in their order, the two of good health included. */
	List<Phase> phases() {
		return Stream
			.of(List.of(Phase.of("before", QUIET, Behaviour.healthy())), trouble,
					List.of(Phase.of("after", QUIET, Behaviour.healthy())))
			.flatMap(List::stream)
			.toList();
	}

	static Outage blackHole() {
		return new Outage("blackHole", "The provider takes every request and answers none.",
				List.of(Phase.of("silent", Duration.ofMinutes(20), Behaviour.silent())));
	}

	static Outage slowThenRecover() {
		return new Outage("slowThenRecover",
				"Answers take longer than an attempt may, then almost as long, then their usual time.",
				List.of(Phase.of("4 to 8 s", Duration.ofMinutes(10),
						Behaviour.answering(Duration.ofSeconds(4), Duration.ofSeconds(8))),
						Phase.of("1 to 2 s", Duration.ofMinutes(10),
								Behaviour.answering(Duration.ofSeconds(1), Duration.ofSeconds(2)))));
	}

	static Outage throttledBurst() {
		return new Outage("throttledBurst",
				"The provider serves 20 requests a second and answers the rest with 429 and `Retry-After: 1`; "
						+ "callers come with more, then with much more. At last it locks the gateway out for an hour.",
				List.of(Phase.of("25 calls a second", Duration.ofMinutes(2), Behaviour.throttling(20)).at(25),
						Phase.of("60 calls a second", Duration.ofMinutes(2), Behaviour.throttling(20)).at(60),
						Phase.of("`Retry-After: 3600`", Duration.ofMinutes(2),
								Behaviour.refusing(429, Duration.ofHours(1)))));
	}

	static Outage flapping() {
		return new Outage("flapping", "The provider answers 503 and is well by turns, each for 5 to 60 s.",
				List.of(Phase.of("up and down", Duration.ofHours(1),
						Behaviour.flapping(Duration.ofSeconds(5), Duration.ofSeconds(60)))));
	}

	static Outage lostAnswers() {
		return new Outage("lostAnswers",
				"The provider acts on every request, but one connection in ten breaks before the answer; "
						+ "first with an operation that may be repeated, then with one that may not.",
				List.of(Phase.of("repeatable", Duration.ofMinutes(10), Behaviour.losing(0.1)),
						Phase.of("not repeatable", Duration.ofMinutes(10), Behaviour.losing(0.1)).once()));
	}

	static Outage throttledBatch() {
		return new Outage("throttledBatch",
				"A batch of 1,000 comes beside callers who wait. The provider serves 10 requests a second, no matter "
						+ "whose, and answers the rest with 429 and `Retry-After: 1`.",
				List.of(Phase.of("2 calls a second", Duration.ofMinutes(10), Behaviour.throttling(10))
					.at(2)
					.withBacklog(1000)));
	}

	static Outage backlog() {
		return new Outage("backlog",
				"1,000 changes wait in the background while the provider answers 503 and hardly anybody else calls it.",
				List.of(Phase.of("down", Duration.ofMinutes(10), Behaviour.refusing(503, null))
					.at(0.2)
					.withBacklog(1000)));
	}

	static List<Outage> all() {
		return List.of(blackHole(), slowThenRecover(), throttledBurst(), flapping(), lostAnswers(), throttledBatch(),
				backlog());
	}

	boolean hasBacklog() {
		return phases().stream().anyMatch((phase) -> phase.backlog() > 0);
	}

	/**
	 * A time in which the provider behaves in one way.
	 *
	 * @param callsPerSecond how often it is called
	 * @param repeatable whether the operation may be sent again when the provider may
	 * have acted on it
	 * @param backlog how many changes that nobody waits for come with it
	 */
	record Phase(String name, Duration length, Behaviour behaviour, double callsPerSecond, boolean repeatable,
			int backlog) {

		static Phase of(String name, Duration length, Behaviour behaviour) {
			return new Phase(name, length, behaviour, USUAL, true, 0);
		}

		Phase at(double callsPerSecond) {
			return new Phase(name, length, behaviour, callsPerSecond, repeatable, backlog);
		}

		Phase withBacklog(int changes) {
			return new Phase(name, length, behaviour, callsPerSecond, repeatable, changes);
		}

		Phase once() {
			return new Phase(name, length, behaviour, callsPerSecond, false, backlog);
		}
	}

}
