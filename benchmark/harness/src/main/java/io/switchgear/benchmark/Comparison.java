package io.switchgear.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.switchgear.benchmark.Postgres.Counters;
import io.switchgear.benchmark.Window.LoadOnTarget;

/**
 * Measures several targets in turn, window by window, so that whatever else the machine
 * does meets all of them. The first target is what the others are compared with.
 */
final class Comparison {

	/** Sessions report what they counted when they have been idle for ten seconds. */
	private static final Duration UNTIL_COUNTED = Duration.ofSeconds(11);

	private final Workload workload;

	private final Map<Target, List<Window>> windows = new LinkedHashMap<>();

	private final Map<Target, Counters> before = new LinkedHashMap<>();

	private final Map<Target, Counters> after = new LinkedHashMap<>();

	Comparison(Workload workload) {
		this.workload = workload;
	}

	Comparison measure(List<Target> targets, int count, LoadOnTarget load) {
		Pause.of(UNTIL_COUNTED);
		targets.forEach((target) -> before.put(target, target.counters()));
		for (int number = 0; number < count; number++) {
			for (Target target : targets) {
				Window window = Window.measure(target, target.calls(workload), load);
				Progress.say("  %-10s %s", target.name(), window);
				windows.computeIfAbsent(target, (_) -> new ArrayList<>()).add(window);
			}
		}
		Pause.of(UNTIL_COUNTED);
		targets.forEach((target) -> after.put(target, target.counters()));
		return this;
	}

	List<Row> rows() {
		List<Window> first = windows.values().iterator().next();
		List<Row> rows = new ArrayList<>();
		windows.forEach((target, own) -> rows.add(row(target, own, first)));
		return rows;
	}

	private Row row(Target target, List<Window> own, List<Window> first) {
		Row row = Row.of(target.name())
			.with("requests/s", Window.range(own, Window::perSecond))
			.with("CPU µs", Window.range(own, Window::processMicros))
			.with("PostgreSQL CPU µs", Window.range(own, Window::databaseMicros))
			.with("÷ P",
					Range.of(IntStream.range(0, own.size()).mapToDouble((i) -> own.get(i).sum() / first.get(i).sum())))
			.with("p50 ms", Window.range(own, Window::p50))
			.with("p99 ms", Window.range(own, Window::p99));
		if (target.database() != null) {
			row.with("statements", Window.range(own, Window::statements))
				.with("WAL bytes", Window.range(own, Window::walBytes));
			addCounted(row, target, own);
		}
		Range failed = Window.range(own, Window::failedPercent);
		if (failed.highest() > 0) {
			row.with("failed %", failed);
		}
		return row.with("RSS MB", target.server().residentMegabytes())
			.with("others %", Window.range(own, Window::othersPercent));
	}

	private void addCounted(Row row, Target target, List<Window> own) {
		Counters from = before.get(target);
		Counters to = after.get(target);
		if (from == null || to == null) {
			return;
		}
		double requests = own.stream().mapToDouble(Window::requests).sum();
		row.with("transactions", (to.transactions() - from.transactions()) / requests);
		addShare(row, "HOT % integration", to.integrationUpdates() - from.integrationUpdates(),
				to.integrationHotUpdates() - from.integrationHotUpdates());
		addShare(row, "HOT % change", to.changeUpdates() - from.changeUpdates(),
				to.changeHotUpdates() - from.changeHotUpdates());
	}

	private static void addShare(Row row, String column, long all, long hot) {
		if (all > 0) {
			row.with(column, 100.0 * hot / all);
		}
	}

}
