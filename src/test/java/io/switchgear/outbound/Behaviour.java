package io.switchgear.outbound;

import java.time.Duration;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

/** What a simulated provider does with requests; may remember those it got. */
@FunctionalInterface
interface Behaviour {

	Reply reply(Duration sinceStart, RandomGenerator random);

	static Behaviour healthy() {
		return answering(Duration.ofMillis(60), Duration.ofMillis(140));
	}

	static Behaviour answering(Duration quickest, Duration slowest) {
		return (sinceStart, random) -> Reply.ok(between(quickest, slowest, random));
	}

	static Behaviour silent() {
		return (sinceStart, random) -> new Reply.Silence();
	}

	static Behaviour refusing(int status, @Nullable Duration retryAfter) {
		return (sinceStart, random) -> new Reply.Answer(Duration.ofMillis(20), status, retryAfter);
	}

	/** Serves so many requests in each second, and refuses the rest for a second. */
	static Behaviour throttling(int perSecond) {
		long[] second = { -1 };
		int[] served = { 0 };
		return (sinceStart, random) -> {
			if (sinceStart.toSeconds() != second[0]) {
				second[0] = sinceStart.toSeconds();
				served[0] = 0;
			}
			boolean within = ++served[0] <= perSecond;
			return within ? healthy().reply(sinceStart, random)
					: refusing(429, Duration.ofSeconds(1)).reply(sinceStart, random);
		};
	}

	/** Is down and well by turns, down first, each for a random time. */
	static Behaviour flapping(Duration shortest, Duration longest) {
		Duration[] turn = { Duration.ZERO };
		boolean[] down = { false };
		return (sinceStart, random) -> {
			while (sinceStart.compareTo(turn[0]) >= 0) {
				turn[0] = turn[0].plus(between(shortest, longest, random));
				down[0] = !down[0];
			}
			return down[0] ? new Reply.Answer(Duration.ofMillis(20), 503, null) : healthy().reply(sinceStart, random);
		};
	}

	/** Acts on every request, but loses that share of the answers. */
	static Behaviour losing(double share) {
		return (sinceStart, random) -> (random.nextDouble() < share) ? new Reply.Reset(Duration.ofMillis(100))
				: healthy().reply(sinceStart, random);
	}

	private static Duration between(Duration least, Duration most, RandomGenerator random) {
		return Duration.ofMillis(random.nextLong(least.toMillis(), most.toMillis() + 1));
	}

}
