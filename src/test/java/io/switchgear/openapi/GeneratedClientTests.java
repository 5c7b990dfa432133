package io.switchgear.openapi;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import javax.tools.ToolProvider;

import io.switchgear.support.Journey;
import io.switchgear.support.TestIssuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Clients that are generated from docs/openapi.yaml as callers generate them: they
 * compile, and what is written with them does what it says. The programs are below
 * src/test/clients and tell the same story.
 */
class GeneratedClientTests extends Journey {

	private static final Path CLIENTS = Path.of("target/clients");

	private static final Path PROGRAMS = Path.of("src/test/clients");

	private static final List<String> STORY = List.of("disabled rootfi/1234 false in_sync incident 4711",
			"dry run false true PUT", "accepted 202 rootfi/1234 enable true", "labels Zoho false billing",
			"refused 412 integration.changed-meanwhile caller false", "name true", "list 1234 7",
			"batch dry run dry_run 1 rootfi/1234", "batch true true", "held incident 4711", "lifted true",
			"forgotten true");

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path directory;

	@Test
	void servesAClientInJava() throws Exception {
		rootFiIntegration();
		compileJava();
		try (URLClassLoader loader = new URLClassLoader(new URL[] { directory.toUri().toURL() },
				getClass().getClassLoader())) {
			Object story = loader.loadClass("Drive")
				.getMethod("drive", String.class, String.class)
				.invoke(null, baseUrl(), token());
			assertThat(story).isEqualTo(STORY);
		}
	}

	@Test
	void servesAClientInTypeScript() throws Exception {
		String compiler = System.getenv("SWITCHGEAR_TEST_TSC");
		assumeTrue(compiler != null, "Skipped: SWITCHGEAR_TEST_TSC does not say where tsc is, see CONTRIBUTING.md");
		rootFiIntegration();
		copy(generated("typescript"), directory.resolve("client"));
		Files.copy(PROGRAMS.resolve("typescript/drive.ts"), directory.resolve("drive.ts"));
		run("node", Path.of(Objects.requireNonNull(compiler)).toAbsolutePath().toString(), "--strict", "--target",
				"es2022", "--module", "commonjs", "--lib", "es2022,dom", "drive.ts");
		assertThat(run("node", "drive.js", baseUrl(), token())).isEqualTo(STORY);
	}

	/** Not by the build's own compiler, whose rules are for what people wrote. */
	private void compileJava() throws IOException {
		List<String> arguments = new ArrayList<>(List.of("-nowarn", "-proc:none", "-d", directory.toString(),
				"-classpath", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
		try (Stream<Path> client = Files.walk(generated("java").resolve("src/main/java"));
				Stream<Path> program = Files.walk(PROGRAMS.resolve("java"))) {
			Stream.concat(client, program)
				.map(Path::toString)
				.filter((file) -> file.endsWith(".java"))
				.forEach(arguments::add);
		}
		int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
		assertThat(result).as("see what the compiler wrote").isZero();
	}

	private static Path generated(String language) {
		Path client = CLIENTS.resolve(language);
		assumeTrue(Files.isDirectory(client), "Skipped: no client is generated, run mvn process-test-classes");
		return client;
	}

	private static void copy(Path from, Path to) throws IOException {
		try (Stream<Path> files = Files.walk(from)) {
			for (Path file : files.toList()) {
				Files.copy(file, to.resolve(from.relativize(file).toString()));
			}
		}
	}

	private List<String> run(String... command) throws IOException, InterruptedException {
		Path output = Files.createTempFile(directory, "output", ".txt");
		int exit = new ProcessBuilder(command).directory(directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start()
			.waitFor();
		List<String> lines = Files.readAllLines(output);
		assertThat(exit).as(String.join("\n", lines)).isZero();
		return lines;
	}

	private static String token() {
		return TestIssuer.shared()
			.token("billing-service", "integrations:read", "integrations:write", "providers:manage");
	}

}
