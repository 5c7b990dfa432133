package io.switchgear.failure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.switchgear.failure.Bench.Row;
import io.switchgear.simulator.Received;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A provider by a descriptor beside the same provider in Java, at one simulator: the same
 * requests to the byte, and the same problem whatever fails.
 */
class DescribedProviderTests {

	private static final Pattern NAMES = Pattern.compile("(?i)\\b(rootfi|whisk|(java|described)-[a-z-]+-\\d+)\\b");

	@Test
	void endsAsTheConnectorInJavaDoesWhateverFails() throws IOException {
		try (Unreachable unreachable = new Unreachable()) {
			List<Pair> pairs = Stream.of(Exchange.values())
				.flatMap((exchange) -> pairs(exchange, unreachable))
				.toList();
			try (Bench bench = new Bench(pairs.stream().flatMap(Pair::rows).toList());
					ExecutorService atOnce = Executors.newVirtualThreadPerTaskExecutor()) {
				Stream.of(Exchange.values())
					.map((exchange) -> CompletableFuture.supplyAsync(() -> differences(bench, pairs, exchange), atOnce))
					.toList()
					.forEach((differences) -> assertThat(differences.join()).isEmpty());
			}
		}
	}

	@Test
	void sendsTheSameBytes() {
		Failure none = Failure.of("nothing", (exchange) -> (simulator) -> {
		});
		List<Pair> pairs = Stream.of(Exchange.values()).map((exchange) -> Pair.of(exchange, none, 0)).toList();
		try (Bench bench = new Bench(pairs.stream().flatMap(Pair::rows).toList())) {
			assertThat(pairs).allSatisfy((pair) -> assertThat(sent(bench, pair.described())).isNotEmpty()
				.isEqualTo(sent(bench, pair.inJava())));
		}
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

	private static List<String> differences(Bench bench, List<Pair> pairs, Exchange exchange) {
		List<String> differences = new ArrayList<>();
		for (Pair pair : pairs) {
			if (pair.inJava().exchange() == exchange) {
				String inJava = seen(bench, pair.inJava());
				String described = seen(bench, pair.described());
				if (!described.equals(inJava)) {
					differences.add("%s%n- %s%n+ %s".formatted(pair.inJava().failure().name(), inJava, described));
				}
			}
		}
		return differences;
	}

	/** All that the caller, the provider and the circuit breaker see of it. */
	private static String seen(Bench bench, Row row) {
		Outcome outcome = bench.happened(row);
		String problem = (outcome.problem() != null)
				? JsonMapper.shared().writeValueAsString(outcome.problem().body(null, null)) : "none";
		return NAMES.matcher(outcome.row("") + " " + problem.replaceAll("\"retryAfterSeconds\":\\d+", ""))
			.replaceAll("it");
	}

	private static List<String> sent(Bench bench, Row row) {
		return bench.happened(row).journal().all().stream().map(DescribedProviderTests::bytes).toList();
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
