package io.switchgear.failure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.switchgear.failure.Bench.Row;
import io.switchgear.support.CheckedInFile;
import org.junit.jupiter.api.Test;

/**
 * The table of all that can go wrong at a provider is checked in; whatever changes what
 * becomes of it shows as a difference.
 */
class FailureMatrixTests {

	private static final String INTRODUCTION = """
			# The outcome of each provider failure

			`FailureMatrixTests` generates this page. It makes each failure happen to the real connectors over HTTP. The build fails
			if the page differs from the results; `-Dswitchgear.test.rewrite=true` regenerates it.

			- *Failure*: what happens to the named request, each time it is sent unless the row says otherwise. All other requests of
			  the call get proper responses. Pauses between attempts and timeouts are shortened.
			- *Code*, *Status*, *Blame*, *Retryable*, *Wait*: what the caller gets. These are the problem code, the HTTP status, who is
			  at fault, whether trying again can help, and `Retry-After`.
			- *Requests*: what arrived at the provider, including further attempts and a read that settles a doubtful write.
			- *Breaker*: how many attempts the circuit breaker counted as failed and as successful (*well*); empty if it counted none.
			""";

	private static final String HEAD = """

			| Failure | Code | Status | Blame | Retryable | Wait | Requests | Breaker |
			| --- | --- | --- | --- | --- | --- | --- | --- |
			""";

	@Test
	void everyFailureEndsAsTheTableSays() throws IOException {
		try (Unreachable unreachable = new Unreachable()) {
			CheckedInFile.of("docs/failures.md").shows(table(rows(unreachable)));
		}
	}

	private static List<Row> rows(Unreachable unreachable) {
		List<Row> rows = new ArrayList<>();
		for (Exchange exchange : Exchange.values()) {
			Stream
				.of(DocumentedFailures.of(exchange), CommonFailures.of(exchange),
						exchange.first() ? unreachable.all() : List.<Failure>of())
				.flatMap(List::stream)
				.forEach((failure) -> rows.add(new Row("row-" + rows.size(), exchange, failure)));
		}
		return rows;
	}

	private static String table(List<Row> rows) {
		Map<Row, Outcome> outcomes = Bench.outcomes(rows);
		return Stream.of(Exchange.values())
			.map((exchange) -> section(exchange, rows, outcomes))
			.collect(Collectors.joining("", INTRODUCTION, ""));
	}

	private static String section(Exchange exchange, List<Row> rows, Map<Row, Outcome> outcomes) {
		return rows.stream()
			.filter((row) -> row.exchange() == exchange)
			.map((row) -> Objects.requireNonNull(outcomes.get(row)).row(row.failure().name()))
			.collect(Collectors.joining("\n", "\n## " + exchange.title() + "\n" + HEAD, "\n"));
	}

}
