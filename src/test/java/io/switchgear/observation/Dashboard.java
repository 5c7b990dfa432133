package io.switchgear.observation;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Grafana dashboard of the repository. */
record Dashboard(JsonNode json) {

	static Dashboard checkedIn() {
		return new Dashboard(
				JsonMapper.shared().readTree(Path.of("helm/switchgear/dashboards/switchgear.json").toFile()));
	}

	/** What its panels and its variables ask for. */
	List<String> expressions() {
		Stream<String> ofPanels = panels().flatMap((panel) -> panel.path("targets").valueStream())
			.map((target) -> target.path("expr").stringValue());
		Stream<String> ofVariables = json.path("templating")
			.path("list")
			.valueStream()
			.flatMap((variable) -> Stream.of(variable.path("query").path("query"), variable.path("definition")))
			.map((query) -> query.stringValue(""))
			.filter((query) -> !query.isEmpty())
			.map((query) -> query.replaceAll("label_values\\((.*), *(\\w+)\\)", "sum by ($2) ($1)"));
		return Stream.concat(ofPanels, ofVariables).toList();
	}

	Stream<JsonNode> panels() {
		return json.path("panels").valueStream();
	}

}
