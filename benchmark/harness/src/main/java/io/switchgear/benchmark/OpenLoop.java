package io.switchgear.benchmark;

import java.util.List;

/** Latency at an even rate, counted from when each request should have been sent. */
record OpenLoop(String name, String title, int rate) implements Part {

	private static final int CONNECTIONS = 64;

	@Override
	public Section run(Lab lab) {
		List<Target> targets = lab.targets();
		lab.warm(targets.reversed(), Workload.SWITCH);
		Comparison comparison = new Comparison(Workload.SWITCH).measure(targets, lab.effort().windows(),
				(target) -> lab.load()
					.open(target.port(), lab.requests(target, Workload.SWITCH), CONNECTIONS, rate,
							Goal.after(lab.effort().window())));
		return new Section(name, title, "", comparison.rows());
	}

}
