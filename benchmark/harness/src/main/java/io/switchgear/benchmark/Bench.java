package io.switchgear.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Runs the parts that are named, or all of them, and reports. */
public final class Bench {

	private Bench() {
	}

	public static void main(String[] arguments) {
		Options options = Options.of(arguments);
		Map<String, Part> parts = Parts.all();
		List<String> names = options.parts().isEmpty() ? List.copyOf(parts.keySet()) : options.parts();
		if (!parts.keySet().containsAll(names)) {
			System.err.println("Parts are " + String.join(", ", parts.keySet()));
			System.exit(2);
		}
		try {
			List<Section> sections = run(options, names, parts);
			if (options.write()) {
				new Report(options).write(sections);
			}
			System.exit(0);
		}
		catch (RuntimeException ex) {
			ex.printStackTrace();
			System.exit(1);
		}
	}

	private static List<Section> run(Options options, List<String> names, Map<String, Part> parts) {
		List<Section> sections = new ArrayList<>();
		Lab lab = new Lab(options);
		try (lab) {
			Parity.prove(lab);
			for (String name : names) {
				Progress.say("%s", name);
				Section section = Objects.requireNonNull(parts.get(name)).run(lab);
				System.out.println(Report.text(section));
				sections.add(section);
			}
		}
		lab.discard();
		return sections;
	}

}
