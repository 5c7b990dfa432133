package io.switchgear.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What callers of one provider notice while the other provider hangs. */
final class Neighbour implements Part {

	private static final int RATE = 60;

	private static final int HUNG_CONNECTIONS = 1_000;

	@Override
	public Section run(Lab lab) {
		List<Target> gateways = lab.targets().stream().filter(Target::isGateway).toList();
		lab.warm(gateways, Workload.SWITCH);
		lab.warm(gateways, Workload.ROOTFI);
		List<Row> rows = new ArrayList<>();
		for (Target gateway : gateways) {
			List<Tally> healthy = new ArrayList<>();
			List<Tally> hung = new ArrayList<>();
			for (int i = 0; i < lab.effort().windows(); i++) {
				healthy.add(atRootfi(lab, gateway));
				lab.stub().whisk().hang(true);
				hung.add(atRootfi(lab, gateway));
				lab.stub().whisk().hang(false);
				Parity.awaitRecovery(gateway);
			}
			rows.add(Row.latency(gateway.name() + ", both answer", healthy));
			rows.add(Row.latency(gateway.name() + ", Whisk hangs", hung));
		}
		return new Section("neighbour", "RootFi at %d a second while Whisk hangs".formatted(RATE),
				"As many requests a second go to Whisk, in both cases. What is shown is RootFi alone.", rows);
	}

	private static Tally atRootfi(Lab lab, Target gateway) {
		Requests whisk = gateway.requests(Workload.SWITCH, new Pool(HUNG_CONNECTIONS * 2, HUNG_CONNECTIONS));
		CompletableFuture<Tally> other = CompletableFuture.supplyAsync(() -> lab.load()
			.open(gateway.port(), whisk, HUNG_CONNECTIONS, RATE, Goal.after(lab.effort().window())));
		Tally tally = lab.open(gateway, Workload.ROOTFI, RATE);
		Progress.say("  %-10s RootFi p50/p99 %.2f/%.2f ms, %s; Whisk %s", gateway.name(), tally.millis(50),
				tally.millis(99), tally, other.join());
		Pause.of(Duration.ofSeconds(1));
		return tally;
	}

}
