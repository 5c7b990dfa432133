package io.switchgear.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.ConfigMap;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whether dashboards and alerts get from the chart's folders into the cluster as they
 * are, apart from where the runbooks can be opened.
 */
class ChartObservationTests {

	private static final String RUNBOOKS = "https://git.example/switchgear/blob/main/docs/runbooks.md";

	private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

	private final Rendered production = Chart.example("production");

	@Test
	void putsEveryDashboardIntoAConfigMap() throws IOException {
		List<Path> dashboards = files("dashboards");
		List<ConfigMap> maps = production.all(ConfigMap.class)
			.filter((map) -> map.getMetadata().getLabels().containsKey("grafana_dashboard"))
			.toList();
		assertThat(maps).hasSize(dashboards.isEmpty() ? 0 : 1);
		for (Path dashboard : dashboards) {
			assertThat(maps.getFirst().getData()).containsEntry(dashboard.getFileName().toString(),
					Files.readString(dashboard));
		}
	}

	@Test
	void putsEveryGroupOfAlertsIntoARule() throws IOException {
		assertThat(groups(production)).isNotEmpty()
			.isEqualTo(groups((line) -> line.replace("runbook_url: docs/runbooks.md", "runbook_url: " + RUNBOOKS)));
	}

	@Test
	void leadsToNoRunbookUnlessItIsToldWhereTheyCanBeOpened() throws IOException {
		assertThat(groups(Chart.with("metrics: {prometheusRule: {enabled: true}}")))
			.isEqualTo(groups((line) -> line.contains("runbook_url:") ? "" : line));
	}

	@Test
	void leadsToRunbooksWhateverIsInTheirAddress() {
		String address = "https://wiki.example/pages?id=4711&title=Run:books%20{x}";
		Rendered rendered = Chart
			.with("metrics: {prometheusRule: {enabled: true, runbooksUrl: '%s'}}".formatted(address));
		assertThat(groups(rendered).stream().flatMap((group) -> group.findValues("runbook_url").stream())).isNotEmpty()
			.allMatch((url) -> url.asText().startsWith(address + "#switchgear"));
	}

	@Test
	void keepsBothOutUnlessTheyAreWanted() {
		Rendered plain = Chart.with("{}");
		assertThat(plain.find("PrometheusRule")).isEmpty();
		assertThat(plain.find("ServiceMonitor")).isEmpty();
		assertThat(plain.all(ConfigMap.class)).hasSize(1);
	}

	private static Set<JsonNode> groups(Rendered rendered) {
		return YAML.valueToTree(rendered.find("PrometheusRule").orElseThrow().<Object>get("spec", "groups"))
			.valueStream()
			.collect(Collectors.toSet());
	}

	/** Those of the chart's folder, with each line as it is to be. */
	private static Set<JsonNode> groups(UnaryOperator<String> lines) throws IOException {
		return files("alerts").stream().flatMap((file) -> groups(file, lines)).collect(Collectors.toSet());
	}

	private static Stream<JsonNode> groups(Path file, UnaryOperator<String> lines) {
		try {
			String text = Files.readAllLines(file).stream().map(lines).collect(Collectors.joining("\n"));
			return YAML.readTree(text).path("groups").valueStream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<Path> files(String folder) throws IOException {
		Path path = Chart.FOLDER.resolve(folder);
		if (Files.notExists(path)) {
			return List.of();
		}
		try (Stream<Path> files = Files.list(path)) {
			return files.filter(Files::isRegularFile).toList();
		}
	}

}
