package io.switchgear.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.ConfigMap;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whether dashboards and alerts get from the chart's folders into the cluster as they
 * are.
 */
class ChartObservationTests {

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
		ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
		List<JsonNode> groups = files("alerts").stream().flatMap((file) -> groups(yaml, file)).toList();
		assertThat(production.find("PrometheusRule").isPresent()).isEqualTo(!groups.isEmpty());
		production.find("PrometheusRule")
			.ifPresent((rule) -> assertThat(
					Set.copyOf(yaml.valueToTree(rule.<Object>get("spec", "groups")).valueStream().toList()))
				.isEqualTo(Set.copyOf(groups)));
	}

	@Test
	void keepsBothOutUnlessTheyAreWanted() {
		Rendered plain = Chart.with("{}");
		assertThat(plain.find("PrometheusRule")).isEmpty();
		assertThat(plain.find("ServiceMonitor")).isEmpty();
		assertThat(plain.all(ConfigMap.class)).hasSize(1);
	}

	private static Stream<JsonNode> groups(ObjectMapper yaml, Path file) {
		try {
			return yaml.readTree(file.toFile()).path("groups").valueStream();
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
