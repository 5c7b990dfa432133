package io.switchgear.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** The chart of this repository and the values files that come with it. */
final class Chart {

	static final Path FOLDER = Path.of("helm/switchgear");

	static final String NAMESPACE = "integrations";

	private static final Path HOOKLESS = withoutHooks();

	private Chart() {
	}

	/** The chart's defaults, and each example over them. */
	static Stream<Example> examples() {
		try (Stream<Path> files = Files.list(FOLDER.resolve("ci"))) {
			return Stream.concat(Stream.of(new Example(null)), files.sorted().map(Example::new).toList().stream());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static Rendered example(String name) {
		return new Example(FOLDER.resolve("ci/" + name + "-values.yaml")).render();
	}

	/** The chart with these values over its defaults. */
	static Rendered with(String yaml) {
		try {
			Path file = Files.createTempFile("values", ".yaml");
			try {
				return new Example(Files.writeString(file, yaml)).render();
			}
			finally {
				Files.delete(file);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The chart with its hooks as plain objects, since rendering leaves hooks out. */
	private static Path withoutHooks() {
		Path copy = Path.of("target/helm/switchgear");
		try (Stream<Path> files = Files.walk(FOLDER)) {
			FileSystemUtils.deleteRecursively(copy);
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				Path target = copy.resolve(FOLDER.relativize(file));
				Files.createDirectories(Objects.requireNonNull(target.getParent()));
				Files.write(target,
						Files.readAllLines(file).stream().filter((line) -> !line.contains("helm.sh/hook")).toList());
			}
			return copy;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * One way to install the chart.
	 *
	 * @param values none for the defaults alone
	 */
	record Example(@Nullable Path values) {

		Rendered render() {
			TemplateCommand command = new Helm(HOOKLESS).template()
				.withName("switchgear")
				.withNamespace(NAMESPACE)
				.withKubeVersion("1.34.0");
			return Rendered.parse(((values != null) ? command.withValuesFile(values) : command).call());
		}

		@Override
		public String toString() {
			return (values != null) ? values.getFileName().toString() : "values.yaml";
		}

	}

}
