package io.switchgear.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Runs the parts that are named, or all of them, and reports. */
public final class Bench {

	private Bench() {
	}

	public static void main(String[] arguments) {
		Options options = Options.of(arguments);
		Set<String> parts = Parts.all().keySet();
		List<String> names = options.parts().isEmpty() ? List.copyOf(parts) : options.parts();
		if (!parts.containsAll(names)) {
			System.err.println("Parts are " + String.join(", ", parts));
			System.exit(2);
		}
		List<Section> sections = new ArrayList<>();
		boolean complete = run(options, names, sections);
		if (options.write() && !sections.isEmpty()) {
			new Report(options).write(sections);
		}
		System.exit(complete ? 0 : 1);
	}

	/** Returns false if a part failed; the others are measured all the same. */
	private static boolean run(Options options, List<String> names, List<Section> sections) {
		Lab lab = new Lab(options);
		try (lab) {
			Parity.prove(lab);
			names.forEach((name) -> run(lab, name, sections));
		}
		catch (RuntimeException ex) {
			ex.printStackTrace();
		}
		boolean complete = sections.size() == names.size();
		if (complete) {
			lab.discard();
		}
		else {
			Progress.say("Not all parts were measured. The logs are in %s", options.directory());
		}
		return complete;
	}

	private static void run(Lab lab, String name, List<Section> sections) {
		Progress.say("%s", name);
		try {
			Section section = Objects.requireNonNull(Parts.all().get(name)).run(lab);
			System.out.println(Report.text(section));
			sections.add(section);
		}
		catch (RuntimeException ex) {
			ex.printStackTrace();
		}
	}

}
