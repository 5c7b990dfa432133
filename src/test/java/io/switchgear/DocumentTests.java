package io.switchgear;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the documents say of each other and of the code. */
class DocumentTests {

	private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]+)(#[^)]*)?\\)");

	private static final Pattern PATH = Pattern.compile("(?m)^  (/v1/[^:]+):$");

	private static final Pattern SETTING = Pattern
		.compile("switchgear\\.(?!providers\\.(whisk|rootfi))[a-z-]+\\.[a-z<>.-]+");

	@ParameterizedTest
	@MethodSource
	void leadToFilesThatAreThere(Path document) {
		Matcher link = LINK.matcher(read(document));
		while (link.find()) {
			assertThat(document.resolveSibling(link.group(1))).exists();
		}
	}

	@Test
	void nameEveryCallInTheReadme() {
		List<String> paths = PATH.matcher(read(Path.of("docs/openapi.yaml")))
			.results()
			.map((path) -> path.group(1))
			.toList();
		assertThat(paths).isNotEmpty();
		assertThat(read(Path.of("README.md"))).contains(paths);
	}

	@Test
	void nameNoSettingInTheReadmeThatDoesNotExist() {
		String operations = read(Path.of("docs/operations.md"));
		assertThat(SETTING.matcher(read(Path.of("README.md"))).results().map(MatchResult::group)).isNotEmpty()
			.allSatisfy((setting) -> assertThat(operations).contains(setting));
	}

	static Stream<Path> leadToFilesThatAreThere() throws IOException {
		try (Stream<Path> top = Files.list(Path.of("")); Stream<Path> docs = Files.walk(Path.of("docs"))) {
			return Stream.concat(top, docs).filter((file) -> file.toString().endsWith(".md")).toList().stream();
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
