package io.switchgear.failure;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.switchgear.failure.Bench.Row;
import io.switchgear.simulator.Received;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A provider by a descriptor beside the same provider in Java: the same requests to the
 * byte, and the same problem whatever fails.
 */
class DescribedProviderTests {

	private static final Pattern NAMES = Pattern.compile("(?i)\\b(rootfi|whisk|(java|described)-[a-z-]+-\\d+)\\b");

	@Test
	void endsAsTheConnectorInJavaDoesWhateverFails() throws IOException {
		try (Unreachable unreachable = new Unreachable()) {
			List<Pair> pairs = Stream.of(Exchange.values())
				.flatMap((exchange) -> pairs(exchange, unreachable))
				.toList();
			Map<Row, Outcome> outcomes = outcomes(pairs);
			assertThat(pairs)
				.allSatisfy((pair) -> assertThat(seen(outcomes, pair.described())).as(pair.inJava().failure().name())
					.isEqualTo(seen(outcomes, pair.inJava())));
		}
	}

	@Test
	void sendsTheSameBytes() {
		Failure none = Failure.of("nothing", (exchange) -> (simulator) -> {
		});
		List<Pair> pairs = Stream.of(Exchange.values()).map((exchange) -> Pair.of(exchange, none, 0)).toList();
		Map<Row, Outcome> outcomes = outcomes(pairs);
		assertThat(pairs).allSatisfy((pair) -> assertThat(sent(outcomes, pair.described())).isNotEmpty()
			.isEqualTo(sent(outcomes, pair.inJava())));
	}

	private static Map<Row, Outcome> outcomes(List<Pair> pairs) {
		return Bench.outcomes(pairs.stream().flatMap(Pair::rows).toList());
	}

	private static Stream<Pair> pairs(Exchange exchange, Unreachable unreachable) {
		List<Failure> failures = Stream
			.of(DocumentedFailures.of(exchange), CommonFailures.of(exchange),
					exchange.first() ? unreachable.all() : List.<Failure>of())
			.flatMap(List::stream)
			// A descriptor of Whisk can tell what an error in a success says.
			.filter((failure) -> !(exchange == Exchange.WHISK_WRITE && failure.name().matches("200 .*code.*")))
			.toList();
		return IntStream.range(0, failures.size()).mapToObj((index) -> Pair.of(exchange, failures.get(index), index));
	}

	/** All that the caller, the provider and the circuit breaker see of it. */
	private static String seen(Map<Row, Outcome> outcomes, Row row) {
		Outcome outcome = Objects.requireNonNull(outcomes.get(row));
		String problem = (outcome.problem() != null)
				? JsonMapper.shared().writeValueAsString(outcome.problem().body(null, null)) : "none";
		return NAMES.matcher(outcome.row("") + " " + problem.replaceAll("\"retryAfterSeconds\":\\d+", ""))
			.replaceAll("it");
	}

	private static List<String> sent(Map<Row, Outcome> outcomes, Row row) {
		return Objects.requireNonNull(outcomes.get(row))
			.requests()
			.stream()
			.map(DescribedProviderTests::bytes)
			.toList();
	}

	private static String bytes(Received received) {
		return "%s %s?%s %s %s".formatted(received.method(), received.path(), received.query(),
				new TreeMap<>(received.headers()), received.body());
	}

	/** The same failure at one provider called in both ways. */
	private record Pair(Row inJava, Row described) {

		static Pair of(Exchange exchange, Failure failure, int index) {
			String suffix = "-%s-%d".formatted(exchange.name().toLowerCase(Locale.ROOT).replace('_', '-'), index);
			return new Pair(new Row("java" + suffix, exchange, failure, false),
					new Row("described" + suffix, exchange, failure, true));
		}

		Stream<Row> rows() {
			return Stream.of(inJava, described);
		}

	}

}
