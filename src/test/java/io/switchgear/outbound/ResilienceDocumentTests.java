package io.switchgear.outbound;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.FileSystemResource;

import static org.assertj.core.api.Assertions.assertThat;

class ResilienceDocumentTests {

	private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| `([^`]+)` \\| \\S.* \\|$");

	@Test
	void namesEverySettingWithItsDefault() throws IOException {
		assertThat(documented()).isEqualTo(configured());
	}

	private static Map<String, String> documented() throws IOException {
		return ROW.matcher(Files.readString(Path.of("docs", "resilience.md")))
			.results()
			.collect(Collectors.toMap((row) -> row.group(1), (MatchResult row) -> row.group(2), (one, other) -> other,
					TreeMap::new));
	}

	private static Map<String, String> configured() throws IOException {
		EnumerablePropertySource<?> settings = (EnumerablePropertySource<?>) new YamlPropertySourceLoader()
			.load("application", new FileSystemResource(Path.of("src", "main", "resources", "application.yaml")))
			.getFirst();
		return Arrays.stream(settings.getPropertyNames())
			.filter((key) -> key.startsWith("resilience4j.") || key.matches("switchgear\\.providers\\.\\w+\\.deadline"))
			.collect(Collectors.toMap((key) -> key, (key) -> String.valueOf(settings.getProperty(key)),
					(one, other) -> other, TreeMap::new));
	}

}
