package io.switchgear.outbound;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import io.switchgear.outbound.CallFailure.NotSent.Reason;
import io.switchgear.outbound.Outage.Phase;
import org.jspecify.annotations.Nullable;

/** Writes results down as the page of the documentation. */
final class OutageReport {

	private static final String PREFACE = """
			# Simulated outages

			`OutageTests` generates this page. It runs each outage through the real outbound stack, with the settings of
			`application.yaml`, in virtual time and with a fixed seed. The build fails if the page differs from the results. To
			regenerate it, run `mvn test -Dtest=OutageTests -Dswitchgear.test.rewrite=true`. [resilience.md](resilience.md) explains
			the terms.

			Each provider is healthy for five minutes before and after its outage. While healthy, it responds in 60 to 140 ms. It gets
			10 calls a second at random moments, unless the phase says otherwise.

			- *Attempts* are requests that reached the provider, and *amplification* is attempts per call.
			- *Refused* are retries for which the budget had no credit.
			- *Held back* are calls that the open breaker refused, and *shed* are those that the concurrency limit refused.
			- *p50* and *p99* are times of whole calls, including failed ones.
			- If changes also wait in the background, 25 of them come up each second. *Begun* are those that the gateway let start.
			""";

	private static final String HEADER = """
			| phase | calls | attempts | amplification | success | refused | held back | shed | p50 | p99 |
			| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
			""";

	private static final String BACKGROUND_HEADER = """

			In the background:

			| phase | begun | attempts | succeeded |
			| --- | ---: | ---: | ---: |
			""";

	private OutageReport() {
	}

	static String of(List<OutageResult> results) {
		StringBuilder page = new StringBuilder(PREFACE);
		for (OutageResult result : results) {
			page.append("\n## %s\n\n%s\n\n".formatted(result.outage().name(), result.outage().story())).append(HEADER);
			result.tallies().forEach((phase, tally) -> page.append(row(phase, tally)));
			if (result.outage().hasBacklog()) {
				page.append(BACKGROUND_HEADER);
				result.backgrounds().forEach((phase, tally) -> page.append(backgroundRow(phase, tally)));
			}
			page.append("\n").append(breaker(result)).append("\n");
		}
		return page.toString();
	}

	private static String row(Phase phase, Tally tally) {
		return String.format(Locale.ROOT, "| %s, %d min | %d | %d | %.2f | %.2f %% | %d | %d | %d | %s | %s |\n",
				phase.name(), phase.length().toMinutes(), tally.calls(), tally.attempts(), tally.amplification(),
				100 * tally.successRate(), tally.refusals(), tally.keptBack(Reason.CIRCUIT_OPEN),
				tally.keptBack(Reason.BUSY), millis(tally.time(50)), millis(tally.time(99)));
	}

	private static String backgroundRow(Phase phase, Tally tally) {
		return String.format(Locale.ROOT, "| %s, %d min | %d | %d | %d |\n", phase.name(), phase.length().toMinutes(),
				tally.calls(), tally.attempts(), tally.calls() - tally.failures().size());
	}

	private static String breaker(OutageResult result) {
		if (result.openings() == 0) {
			return "The breaker stayed closed.";
		}
		return "The breaker opened %s, first after %s. %s".formatted(
				(result.openings() == 1) ? "once" : result.openings() + " times", seconds(result.untilOpened()),
				(result.untilClosed() == null) ? "It was closed when the trouble ended."
						: "It closed %s after the trouble had ended.".formatted(seconds(result.untilClosed())));
	}

	private static String millis(Duration time) {
		return time.toMillis() + " ms";
	}

	private static String seconds(@Nullable Duration time) {
		return (time == null) ? "–" : String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
	}

}
