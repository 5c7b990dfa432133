package io.switchgear.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import tools.jackson.databind.JsonNode;

/**
 * How fast a batch is worked off by a provider that answers at once, with the pace
 * lifted.
 */
final class Batch implements Part {

	private static final Duration LONGEST = Duration.ofMinutes(10);

	@Override
	public Section run(Lab lab) {
		int items = items(lab);
		List<Row> rows = new ArrayList<>();
		for (Target target : lab.targets().stream().filter(Target::isGateway).toList()) {
			run(target, items, true);
			List<Result> results = new ArrayList<>();
			for (int i = 0; i < lab.effort().windows(); i++) {
				Result result = run(target, items, i % 2 == 1);
				Progress.say("  %-10s %.0f items/s", target.name(), result.items / result.seconds);
				results.add(result);
			}
			rows.add(Row.of(target.name())
				.with("items/s", Range.of(results.stream().mapToDouble((result) -> result.items / result.seconds)))
				.with("CPU µs an item",
						Range.of(results.stream().mapToDouble((result) -> result.used.processMicros() / result.items)))
				.with("PostgreSQL CPU µs an item",
						Range.of(results.stream().mapToDouble((result) -> result.used.databaseMicros() / result.items)))
				.with("statements an item",
						Range.of(results.stream().mapToDouble((result) -> result.used.statements() / result.items)))
				.with("WAL bytes an item",
						Range.of(results.stream().mapToDouble((result) -> result.used.walBytes() / result.items))));
		}
		return new Section("batch", "A batch of %,d".formatted(items),
				"From the request until the last item has succeeded. The provider's pace is lifted.", rows);
	}

	static int items(Lab lab) {
		return lab.effort().pick(10_000, 3_000, 300);
	}

	/** Runs one batch to its end. */
	static Result run(Target target, int items, boolean enable) {
		Caller caller = new Caller(target);
		Usage before = Usage.of(target);
		long started = System.nanoTime();
		String path = start(caller, 0, items, enable);
		while (!caller.json("GET", path, "").path("state").stringValue("").equals("succeeded")) {
			if (System.nanoTime() - started > LONGEST.toNanos()) {
				throw new IllegalStateException("The batch does not end: " + caller.json("GET", path, ""));
			}
			Pause.of(Duration.ofMillis(200));
		}
		double seconds = (System.nanoTime() - started) / 1e9;
		return new Result(items, seconds, Usage.of(target).since(before));
	}

	/** Starts one of the integrations from that one on, and returns its path. */
	static String start(Caller caller, int first, int items, boolean enable) {
		String integrations = IntStream.range(first, first + items)
			.mapToObj((index) -> "\"whisk/" + Pool.whiskId(index) + "\"")
			.collect(Collectors.joining(","));
		JsonNode batch = caller.json("POST", "/v1/batches", """
				{"action":"%s","reason":"benchmark","integrations":[%s]}""".formatted(enable ? "enable" : "disable",
				integrations));
		return "/v1/batches/" + batch.path("id").stringValue("");
	}

	/** What one batch took. */
	record Result(double items, double seconds, Usage used) {
	}

}
