package io.switchgear.benchmark;

import java.util.List;

/** The same switch at Whisk, by the connector in Java and by a descriptor. */
final class Described implements Part {

	private static final String DESCRIPTOR = "src/test/resources/descriptors/whisk.yaml";

	@Override
	public Section run(Lab lab) {
		Launcher launcher = lab.launcher();
		Options options = lab.options();
		try (Target java = launcher.gateway("java", options.jar());
				Target described = launcher.gateway("descriptor", Launcher.java(launcher.flags(), options.jar()),
						launcher.database(), "--switchgear.providers.whisk.connector=http",
						"--switchgear.providers.whisk.descriptor=file:" + options.root().resolve(DESCRIPTOR))) {
			List<Target> both = List.of(java, described);
			lab.warm(both, Workload.SWITCH);
			Comparison comparison = lab.compare(both, Workload.SWITCH);
			return new Section("descriptor", "A switch at Whisk by a descriptor",
					"P is the connector in Java here. The descriptor is that of the tests.", comparison.rows());
		}
	}

}
