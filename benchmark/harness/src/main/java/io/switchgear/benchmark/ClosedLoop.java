package io.switchgear.benchmark;

import java.util.List;

/** The cost of one kind of request, with 32 connections that never pause. */
record ClosedLoop(String name, String title, Workload workload) implements Part {

	@Override
	public Section run(Lab lab) {
		List<Target> targets = lab.targets();
		if (workload == Workload.GET) {
			targets.stream().filter(Target::isGateway).forEach(lab::introduce);
		}
		// The gateway first: its database has counted by the time the peer is warm
		lab.warm(targets.reversed(), workload);
		Comparison comparison = lab.compare(targets, workload);
		String note = (workload.peerCalls() > 1)
				? "A request to the peer is two calls that it passes on, a GET and a PUT; its latency is that of one call."
				: "";
		return new Section(name, title, note, comparison.rows());
	}

}
