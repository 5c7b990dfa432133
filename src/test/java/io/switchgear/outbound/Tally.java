package io.switchgear.outbound;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.switchgear.outbound.CallFailure.NotSent.Reason;

/** What became of the calls of one phase. */
final class Tally {

	private final List<Duration> times = new ArrayList<>();

	private final List<CallFailure> failures = new ArrayList<>();

	private int calls;

	private int attempts;

	private int mostAttempts;

	private long refusals;

	void begun() {
		calls++;
	}

	void arrived() {
		attempts++;
	}

	void refused(long more) {
		refusals += more;
	}

	void ended(SimulatedStack.Ended call) {
		times.add(call.time());
		mostAttempts = Math.max(mostAttempts, call.requests());
		if (call.failure() != null) {
			failures.add(call.failure());
		}
	}

	int calls() {
		return calls;
	}

	int attempts() {
		return attempts;
	}

	int mostAttempts() {
		return mostAttempts;
	}

	long refusals() {
		return refusals;
	}

	List<CallFailure> failures() {
		return failures;
	}

	double amplification() {
		return (double) attempts / calls;
	}

	double successRate() {
		return (double) (calls - failures.size()) / calls;
	}

	long keptBack(Reason reason) {
		return failures.stream()
			.filter((failure) -> failure instanceof CallFailure.NotSent notSent && notSent.reason() == reason)
			.count();
	}

	/** By nearest rank. */
	Duration time(double percentile) {
		List<Duration> sorted = times.stream().sorted().toList();
		return sorted.get((int) Math.ceil(percentile / 100 * sorted.size()) - 1);
	}

}
