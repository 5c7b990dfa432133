package io.switchgear.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What callers notice of a batch of the same provider, at its usual pace. */
final class Fair implements Part {

	private static final int RATE = 60;

	/** More than one window takes, and none that callers switch. */
	private static final int ITEMS = 10_000;

	@Override
	public Section run(Lab lab) {
		List<Row> rows = new ArrayList<>();
		for (Target gateway : lab.paced()) {
			try (gateway) {
				rows.addAll(rows(lab, gateway));
			}
		}
		return new Section("fair", "A switch at Whisk, %d a second, beside a batch of %,d".formatted(RATE, ITEMS),
				"The first window beside the first batch of this replica is in the range.", rows);
	}

	private static List<Row> rows(Lab lab, Target gateway) {
		lab.introduce(gateway);
		lab.warm(List.of(gateway), Workload.SWITCH);
		List<Tally> alone = new ArrayList<>();
		List<Tally> beside = new ArrayList<>();
		Caller caller = new Caller(gateway);
		for (int window = 0; window < lab.effort().windows(); window++) {
			alone.add(callers(lab, gateway, "alone"));
			String batch = Batch.start(caller, 2 * ITEMS, ITEMS, window % 2 == 1);
			beside.add(callers(lab, gateway, "beside a batch"));
			caller.json("POST", batch + "/cancel", "{}");
			Pause.of(Duration.ofSeconds(2));
		}
		return List.of(Row.latency(gateway.name() + ", alone", alone),
				Row.latency(gateway.name() + ", beside a batch", beside));
	}

	private static Tally callers(Lab lab, Target gateway, String when) {
		Tally tally = lab.open(gateway, Workload.SWITCH, RATE);
		Progress.say("  %-10s %s: p50/p99 %.2f/%.2f ms, %s", gateway.name(), when, tally.millis(50), tally.millis(99),
				tally);
		return tally;
	}

}
