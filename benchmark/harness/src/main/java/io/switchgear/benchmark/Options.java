package io.switchgear.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * The arguments of the program.
 *
 * @param directory for data and logs; the jars of the peers are there
 * @param root the repository
 * @param jar the gateway
 * @param against another build of it that is measured in the same run
 * @param peers modules of benchmark/peers; the first is what all are compared with
 * @param flags of the gateway's JVM
 * @param write whether the report is written to the documents
 * @param changes how many there are in a long history
 */
record Options(Path directory, Path root, Path jar, @Nullable Path against, Effort effort, boolean write, int firstPort,
		List<String> peers, List<String> flags, long changes, String revision, List<String> parts) {

	private static final int FIRST_PORT = 21_000;

	/** The one that the others are compared with */
	private static final String PEER = "webmvc";

	static Options of(String... arguments) {
		SequencedMap<String, String> values = new TreeMap<>();
		List<String> parts = new ArrayList<>();
		for (int i = 0; i < arguments.length; i++) {
			switch (arguments[i]) {
				case "--quick", "--smoke", "--write" -> values.put(arguments[i], "");
				case "--directory", "--root", "--jar", "--against", "--ports", "--flags", "--peers", "--changes",
						"--revision" ->
					values.put(arguments[i], arguments[++i]);
				default -> parts.add(arguments[i]);
			}
		}
		Effort effort = values.containsKey("--smoke") ? Effort.SMOKE
				: values.containsKey("--quick") ? Effort.QUICK : Effort.FULL;
		String against = values.get("--against");
		String flags = values.getOrDefault("--flags", "").strip();
		return new Options(Path.of(values.getOrDefault("--directory", ".")).toAbsolutePath(),
				Path.of(values.getOrDefault("--root", ".")).toAbsolutePath().normalize(),
				Path.of(values.getOrDefault("--jar", "target/switchgear-0.1.0-SNAPSHOT.jar")).toAbsolutePath(),
				(against != null) ? Path.of(against).toAbsolutePath() : null, effort,
				effort == Effort.FULL || values.containsKey("--write"),
				Integer.parseInt(values.getOrDefault("--ports", Integer.toString(FIRST_PORT))),
				List.of(values.getOrDefault("--peers", PEER).split(",")),
				flags.isEmpty() ? List.of() : List.of(flags.split("\\s+")),
				Long.parseLong(
						values.getOrDefault("--changes", Long.toString(effort.pick(5_000_000, 500_000, 20_000)))),
				values.getOrDefault("--revision", "unknown"), parts);
	}

}
