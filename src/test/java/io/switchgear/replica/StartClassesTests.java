package io.switchgear.replica;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
import static org.awaitility.Awaitility.await;

/**
 * What a start loads in the background, with two processors, is what a start with one
 * loads. After an upgrade that changes many classes,
 * {@code -Dswitchgear.test.rewrite=true} writes the list anew.
 */
@Timeout(240)
class StartClassesTests {

	private static final Path LIST = Path.of("src", "main", "resources", "io", "switchgear", "start-classes.txt");

	private static final String IN_BACKGROUND = "exiting (name: \"start-classes\"";

	private static final Duration SOON = Duration.ofSeconds(30);

	// Neither generated classes nor those in the JDK's own archive, which cost next to
	// nothing
	private static final Pattern LOADED = Pattern.compile("([^\\s/]+) source: (?:file:|jrt:)");

	private static final Predicate<String> OF_TESTS = Pattern
		.compile("^org\\.(springframework\\.(boot\\.)?test|openapitools|testcontainers"
				+ "|springframework\\.modulith\\.core)|OAuth2Authorization(Server|Service)|ContainerConnectionDetails")
		.asPredicate();

	// Another JDK may have other classes in its archive, or none.
	private static final Predicate<String> OF_THE_JDK = Pattern.compile("^(java|jdk|sun|com\\.sun)\\.").asPredicate();

	private static final int MAX_PERCENT_DIFFERENT = 5;

	@TempDir
	@SuppressWarnings("NullAway.Init")
	Path directory;

	@Test
	void areThoseThatAreLoadedUntilTheFirstResponse() throws IOException {
		try (Replicas replicas = withProcessors(1)) {
			replicas.third();
		}
		assertThat(log()).doesNotContain(IN_BACKGROUND);
		Set<String> loaded = LOADED.matcher(log())
			.results()
			.map((line) -> line.group(1))
			.filter(OF_TESTS.negate())
			.collect(Collectors.toCollection(TreeSet::new));
		if (Boolean.getBoolean("switchgear.test.rewrite")) {
			Files.write(LIST, loaded);
		}
		List<String> listed = Files.readAllLines(LIST);
		assertFewMissing("listed, but not loaded", listed, loaded);
		assertFewMissing("loaded, but not listed", loaded, listed);
	}

	@Test
	void areLoadedInTheBackgroundOnASecondProcessor() throws IOException {
		try (Replicas replicas = withProcessors(2)) {
			assertThat(replicas.third().startLog()).noneMatch((line) -> line.contains("start-classes"));
			await().atMost(SOON).untilAsserted(() -> assertThat(log()).contains(IN_BACKGROUND));
		}
	}

	private Replicas withProcessors(int processors) {
		return new Replicas().with("management.server.port", "0")
			.withJvmOption("-Xlog:class+load,os+thread:file=" + directory.resolve("jvm.log") + ":none:filecount=0")
			.withJvmOption("-XX:ActiveProcessorCount=" + processors);
	}

	private String log() throws IOException {
		return Files.readString(directory.resolve("jvm.log"));
	}

	private static void assertFewMissing(String description, Collection<String> names, Collection<String> others) {
		Set<String> missing = new HashSet<>(names);
		missing.removeIf(OF_THE_JDK);
		int all = missing.size();
		missing.removeAll(new HashSet<>(others));
		assertThat(missing).as("%s; -Dswitchgear.test.rewrite=true writes the list anew", description)
			.hasSizeLessThanOrEqualTo(all * MAX_PERCENT_DIFFERENT / 100);
	}

}
