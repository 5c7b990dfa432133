package io.switchgear.replica;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps the list of classes that the application loads in the background while it starts.
 * After an upgrade that changes many of them, {@code -Dswitchgear.test.rewrite=true}
 * writes the list anew.
 */
@Timeout(120)
class StartClassesTests {

	private static final Path LIST = Path.of("src", "main", "resources", "io", "switchgear", "start-classes.txt");

	// Neither generated classes nor those in the JDK's own archive, which cost next to
	// nothing
	private static final Pattern LOADED = Pattern.compile("([^\\s/]+) source: (?:file:|jrt:)");

	private static final Predicate<String> OF_TESTS = Pattern
		.compile("org\\.springframework\\.(boot\\.)?test|org\\.openapitools")
		.asPredicate();

	// Other versions of a library or the JDK load a few others.
	private static final int MAX_PERCENT_DIFFERENT = 5;

	@Test
	void namesWhatIsLoadedUntilTheFirstResponse(@TempDir Path directory) throws IOException {
		Set<String> loaded = loadedByAStart(directory.resolve("classes.log"));
		if (Boolean.getBoolean("switchgear.test.rewrite")) {
			Files.write(LIST, loaded);
		}
		List<String> listed = Files.readAllLines(LIST);
		assertThat(listed).isSorted();
		assertThat(percentMissing(listed, loaded)).as("listed, but not loaded").isLessThan(MAX_PERCENT_DIFFERENT);
		assertThat(percentMissing(loaded, listed)).as("loaded, but not listed").isLessThan(MAX_PERCENT_DIFFERENT);
	}

	private static Set<String> loadedByAStart(Path log) throws IOException {
		try (Replicas replicas = new Replicas().with("management.server.port", "0")
			.withJvmOption("-Xlog:class+load:file=" + log + ":none:filecount=0")
			.withJvmOption("-Dspring.backgroundpreinitializer.ignore=true")) {
			replicas.third();
			return LOADED.matcher(Files.readString(log))
				.results()
				.map((line) -> line.group(1))
				.filter(OF_TESTS.negate())
				.collect(Collectors.toCollection(TreeSet::new));
		}
	}

	private static long percentMissing(Collection<String> names, Collection<String> others) {
		Set<String> missing = new HashSet<>(names);
		missing.removeAll(new HashSet<>(others));
		return 100L * missing.size() / names.size();
	}

}
