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
			# Outages, played through

			Written by `OutageTests`, which plays each outage through the outbound stack as it is, with the settings of
			`application.yaml`, on virtual time and with a fixed seed. The build fails if this page differs from what the
			test finds; `mvn test -Dtest=OutageTests -Dswitchgear.test.rewrite=true` writes it anew. What the columns
			speak of is explained in [resilience.md](resilience.md).

			Each provider is well for five minutes before and after its trouble, answers in 60 to 140 ms while it is, and
			is called 10 times a second at random moments where nothing else is said. *Attempts* are requests that reached
			the provider, *amplification* is attempts per call, *refused* are retries for which the budget had no credit,
			*held back* are calls that ended at the open breaker, *shed* those that ended at the concurrency limit. Times
			are of whole calls, the failed ones included. Where changes wait in the background as well, one is looked at 25
			times a second, and *begun* if background work is let in.
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
