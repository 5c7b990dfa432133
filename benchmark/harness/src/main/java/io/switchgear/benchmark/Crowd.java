package io.switchgear.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Far more callers than the limit of concurrent calls lets through, at a slow provider:
 * as many as possible must be served, and the rest refused at once.
 */
record Crowd(int connections) implements Part {

	private static final int DELAY_MILLIS = 200;

	private static final double LIMIT = 64;

	private static final double FAST_MILLIS = 100;

	@Override
	public Section run(Lab lab) {
		List<Row> rows = new ArrayList<>();
		for (Target gateway : lab.gateways()) {
			try (gateway) {
				// New integrations take a transaction each, and would crowd the database
				// instead
				lab.introduce(gateway);
				lab.warm(List.of(gateway), Workload.SWITCH);
				rows.add(row(lab, gateway));
			}
			lab.stub().whisk().delay(0);
		}
		return new Section("connections",
				"%,d connections at a provider that takes %d ms".formatted(connections, DELAY_MILLIS),
				"A heap of 512 MB. At most %.0f calls run at once, which allows %.0f switches a second. Whoever is refused comes back when told to. All come in one moment; what comes in the first %d s is the rush, and not in the other figures."
					.formatted(LIMIT, LIMIT * 1_000 / DELAY_MILLIS, lab.effort().window().toSeconds()),
				rows);
	}

	private Row row(Lab lab, Target gateway) {
		lab.stub().whisk().delay(DELAY_MILLIS);
		Requests requests = gateway.requests(Workload.SWITCH, new Pool(connections * 2, connections));
		// All come in one moment, and refusals are not compiled yet
		Goal rush = Goal.after(lab.effort().window());
		Goal settled = Goal.after(lab.effort().window().multipliedBy(2));
		List<Tally> tallies = lab.load().patient(gateway.port(), requests, connections, rush, settled);
		Tally tally = tallies.getLast();
		long resident = gateway.server().residentMegabytes();
		lab.stub().whisk().delay(0);
		double recovered = untilFast(gateway);
		Progress.say("  %-10s %s in %.0f s", gateway.name(), tally, tally.seconds());
		return Row.of(gateway.name())
			.with("served/s", tally.count(200) / tally.seconds())
			.with("of what is allowed %", 100 * tally.count(200) / tally.seconds() / (LIMIT * 1_000 / DELAY_MILLIS))
			.with("served p50 ms", tally.millis(200, 50))
			.with("refused/s", tally.count(503) / tally.seconds())
			.with("refused p50 ms", tally.millis(503, 50))
			.with("refused p99 ms", tally.millis(503, 99))
			.with("refused p99 ms in the rush", tallies.getFirst().millis(503, 99))
			.with("neither", tallies.stream().mapToDouble((each) -> each.others(200) - each.count(503)).sum())
			.with("RSS MB", resident)
			.with("recovered after s", recovered);
	}

	/** Seconds until ten calls in a row are fast again. */
	private static double untilFast(Target gateway) {
		Caller caller = new Caller(gateway);
		long started = System.nanoTime();
		int fast = 0;
		while (fast < 10 && System.nanoTime() - started < Duration.ofMinutes(1).toNanos()) {
			long sent = System.nanoTime();
			int status = caller.status("POST", "/v1/integrations/whisk/" + Pool.whiskId(fast) + "/enable", "{}");
			fast = (status == 200 && (System.nanoTime() - sent) / 1e6 < FAST_MILLIS) ? fast + 1 : 0;
		}
		return (System.nanoTime() - started) / 1e9;
	}

}
