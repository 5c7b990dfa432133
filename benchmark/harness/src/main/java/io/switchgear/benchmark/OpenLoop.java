package io.switchgear.benchmark;

import java.util.List;

/** Latency at an even rate, counted from when each request should have been sent. */
record OpenLoop(String name, String title, int rate) implements Part {

	@Override
	public Section run(Lab lab) {
		List<Target> targets = lab.targets();
		// Its connections are more than those that warm, and have integrations of their
		// own
		targets.stream().filter(Target::isGateway).forEach(lab::introduce);
		lab.warm(targets.reversed(), Workload.SWITCH);
		Comparison comparison = new Comparison(Workload.SWITCH).measure(targets, lab.effort().windows(),
				(target) -> lab.open(target, Workload.SWITCH, rate));
		return new Section(name, title, "", comparison.rows());
	}

}
