package io.switchgear.observation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The rules for Prometheus of the repository. */
record Alerts(JsonNode yaml) {

	static Alerts checkedIn() {
		try (InputStream file = Files.newInputStream(Path.of("helm/switchgear/alerts/switchgear.yaml"))) {
			Map<String, Object> content = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
			return new Alerts(JsonMapper.shared().valueToTree(content));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	List<JsonNode> all() {
		return rules().filter((rule) -> rule.has("alert")).toList();
	}

	/** Names of the series that recording rules make. */
	Set<String> recorded() {
		return rules().filter((rule) -> rule.has("record"))
			.map((rule) -> rule.path("record").stringValue())
			.collect(Collectors.toSet());
	}

	List<String> expressions() {
		return rules().map((rule) -> rule.path("expr").stringValue()).toList();
	}

	private Stream<JsonNode> rules() {
		return yaml.path("groups").valueStream().flatMap((group) -> group.path("rules").valueStream());
	}

}
