package io.switchgear.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a switch costs over a long history, after a large batch and many more switches,
 * beside the gateway with an almost empty database.
 */
final class LongHistory implements Part {

	private static final Duration LONGEST = Duration.ofMinutes(15);

	@Override
	public Section run(Lab lab) {
		List<Target> all = new ArrayList<>(lab.targets());
		List<Target> old = lab.longLived();
		lab.warm(all.reversed(), Workload.SWITCH);
		int switches = lab.effort().pick(200_000, 20_000, 500);
		for (Target gateway : old) {
			Batch.run(gateway, Batch.items(lab), false);
			gateway.databaseOf().execute("analyze");
			Tally tally = lab.load()
				.closed(gateway.port(), lab.requests(gateway, Workload.SWITCH), Lab.CONNECTIONS,
						Goal.requests(switches, LONGEST));
			Progress.say("  %-10s %s more in %.0f s", gateway.name(), tally, tally.seconds());
		}
		old.forEach((gateway) -> all.add(gateway.named(gateway.name() + ", long history")));
		Comparison comparison = lab.compare(all, Workload.SWITCH);
		return new Section("long", "A switch over %,d changes".formatted(lab.options().changes()),
				"After a batch of %,d, an analyze and %,d further switches; beside gateways that began empty."
					.formatted(Batch.items(lab), switches),
				comparison.rows());
	}

}
