package io.switchgear.failure;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.simulator.Received;
import org.jspecify.annotations.Nullable;

/**
 * What became of a call, as the table shows it.
 *
 * @param requests that arrived at the provider
 * @param failed how many attempts the circuit breaker counted as failed
 * @param well how many it counted as successful
 */
record Outcome(@Nullable Problem problem, List<Received> requests, int failed, int well) {

	private static final long EXACT_UP_TO = 120;

	String row(String failure) {
		return "| " + String.join(" | ", escaped(failure), verdict(), waiting(), arrived(), counted()) + " |";
	}

	private static String escaped(String text) {
		return text.replace("|", "\\|");
	}

	private String verdict() {
		if (problem == null) {
			return "**succeeds** | 200 | | ";
		}
		ProblemCode code = problem.code();
		return String.join(" | ", "`" + code.code() + "`", Integer.toString(code.status()), code.blame().wireName(),
				code.retryable() ? "yes" : "no");
	}

	private String waiting() {
		Long seconds = (problem != null) ? problem.body(null, null).retryAfterSeconds() : null;
		if (seconds == null) {
			return "";
		}
		return (seconds <= EXACT_UP_TO) ? seconds + " s" : Math.round(seconds / 60.0) + " min";
	}

	private String arrived() {
		TreeMap<String, Long> counts = requests.stream()
			.collect(Collectors.groupingBy(Received::method, TreeMap::new, Collectors.counting()));
		return counts.isEmpty() ? "none"
				: counts.entrySet()
					.stream()
					.map((count) -> count.getValue() + " " + count.getKey())
					.collect(Collectors.joining(", "));
	}

	private String counted() {
		return List.of((failed > 0) ? failed + " failed" : "", (well > 0) ? well + " well" : "")
			.stream()
			.filter((part) -> !part.isEmpty())
			.collect(Collectors.joining(", "));
	}

}
