package io.switchgear.helm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whether values, schema and README agree. Run with
 * {@code -Dswitchgear.test.rewrite=true}, it writes the README's table anew.
 */
class ChartValuesTests {

	private static final Path README = Chart.FOLDER.resolve("README.md");

	private static final String START = "<!-- values -->\n";

	private static final String END = "<!-- /values -->";

	private final JsonNode schema = new ObjectMapper().readTree(Chart.FOLDER.resolve("values.schema.json").toFile());

	private final JsonNode values = new ObjectMapper(new YAMLFactory())
		.readTree(Chart.FOLDER.resolve("values.yaml").toFile());

	ChartValuesTests() throws IOException {
	}

	@Test
	void describesEveryValue() {
		assertThat(described("", values, schema)).isNotEmpty().allSatisfy((value, row) -> {
			assertThat(row.description()).as(value).isNotBlank();
			assertThat(row.description()).as(value).doesNotContain("|");
		});
	}

	@Test
	void hasADefaultForEveryValueOfTheSchema() {
		assertThat(missing("", values, schema)).isEmpty();
	}

	@Test
	void listsEveryValueInTheReadme() throws IOException {
		StringBuilder table = new StringBuilder("| value | meaning | default |\n| --- | --- | --- |\n");
		described("", values, schema).forEach((value, row) -> table
			.append("| `%s` | %s | `%s` |%n".formatted(value, row.description(), row.byDefault())));
		String readme = Files.readString(README);
		String written = readme.substring(0, readme.indexOf(START) + START.length()) + table
				+ readme.substring(readme.indexOf(END));
		if (Boolean.getBoolean("switchgear.test.rewrite")) {
			Files.writeString(README, written);
		}
		assertThat(Files.readString(README)).isEqualTo(written);
	}

	private static Map<String, Row> described(String path, JsonNode value, JsonNode schema) {
		Map<String, Row> rows = new TreeMap<>();
		for (Map.Entry<String, JsonNode> child : value.properties()) {
			String name = path + child.getKey();
			JsonNode its = schema.path("properties").path(child.getKey());
			if (its.has("properties") && !name.equals("resources")) {
				rows.putAll(described(name + ".", child.getValue(), its));
			}
			else {
				rows.put(name, new Row(its.path("description").asText(), child.getValue().toString()));
			}
		}
		return rows;
	}

	private static Map<String, JsonNode> missing(String path, JsonNode value, JsonNode schema) {
		Map<String, JsonNode> missing = new TreeMap<>();
		for (Map.Entry<String, JsonNode> child : schema.path("properties").properties()) {
			String name = path + child.getKey();
			if (!value.has(child.getKey())) {
				missing.put(name, JsonNodeFactory.instance.missingNode());
			}
			else {
				missing.putAll(missing(name + ".", value.get(child.getKey()), child.getValue()));
			}
		}
		missing.remove("global");
		return missing;
	}

	private record Row(String description, String byDefault) {
	}

}
