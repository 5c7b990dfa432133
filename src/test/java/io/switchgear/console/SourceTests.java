package io.switchgear.console;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the sources of the pages keep to. */
class SourceTests {

	private static final int MAX_LINES = 1500;

	@ParameterizedTest
	@MethodSource("sources")
	void parseNoMarkupAndNoCode(Path source) {
		assertThat(read(source)).doesNotContain("innerHTML", "outerHTML", "insertAdjacent", "DOMParser",
				"document.write", "createContextualFragment", "setHTML", "eval(", "new Function", "createPolicy");
	}

	@ParameterizedTest
	@MethodSource("sources")
	void nameNoOtherHostAndNoAbsolutePath(Path source) {
		assertThat(read(source).replace("http://www.w3.org/2000/svg", "")).doesNotContain("://")
			.doesNotContainPattern("(?:href|src|from|fetch\\(|EventSource\\()\\W{0,4}['\"`]/");
	}

	@Test
	void staySmall() {
		assertThat(sources().mapToLong((source) -> read(source).lines().count()).sum()).isLessThan(MAX_LINES);
	}

	static Stream<Path> sources() {
		try (Stream<Path> files = Files.list(Path.of("src/main/resources/console"))) {
			return List.copyOf(files.toList()).stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String read(Path source) {
		try {
			return Files.readString(source);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
