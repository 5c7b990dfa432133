package io.switchgear.benchmark;

import java.util.ArrayList;
import java.util.List;

/**
 * What a switch costs over a long history, after a large batch and many more switches,
 * beside the gateway with an almost empty database.
 */
final class LongHistory implements Part {

	private static final int SWITCHES = 200_000;

	private static final int QUICK_SWITCHES = 20_000;

	@Override
	public Section run(Lab lab) {
		List<Target> all = new ArrayList<>(lab.targets());
		List<Target> old = lab.longLived();
		lab.warm(all.reversed(), Workload.SWITCH);
		boolean quick = lab.options().quick();
		for (Target gateway : old) {
			Batch.run(gateway, quick ? Batch.QUICK_ITEMS : Batch.ITEMS, false);
			gateway.databaseOf().execute("analyze");
			Tally tally = lab.load()
				.closed(gateway.port(), lab.requests(gateway, Workload.SWITCH), Lab.CONNECTIONS,
						Goal.requests(quick ? QUICK_SWITCHES : SWITCHES));
			Progress.say("  %-10s %s more in %.0f s", gateway.name(), tally, tally.seconds());
		}
		old.forEach((gateway) -> all.add(gateway.named(gateway.name() + ", long history")));
		Comparison comparison = new Comparison(Workload.SWITCH).measure(all, lab.effort().windows(),
				(target) -> lab.load()
					.closed(target.port(), lab.requests(target, Workload.SWITCH), Lab.CONNECTIONS,
							Goal.after(lab.effort().window())));
		return new Section("long", "A switch over %,d changes".formatted(lab.options().changes()),
				"After a batch of 10,000, an analyze and 200,000 further switches; beside gateways that began empty.",
				comparison.rows());
	}

}
