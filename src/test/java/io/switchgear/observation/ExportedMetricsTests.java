package io.switchgear.observation;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

class ExportedMetricsTests extends Scenarios {

	private static final String APPLICATION = "application";

	// Prometheus puts some of them on every series of an observation.
	private static final Set<String> OF_OBSERVATIONS = Set.of("error");

	private static final String SUFFIX = "_total$|_seconds(_g?count|_g?sum|_max|_bucket)?$";

	@Test
	void exportsWhatIsListedAndWhatDashboardAndAlertsAskFor() {
		Scrape scrape = scrapeAfterEverything();
		assertThatEachNamesTheApplication(scrape);
		assertThatListIsComplete(scrape);
		assertThatTellsWhatHappened(scrape);
		assertThatAnswers(scrape, Dashboard.checkedIn().expressions(), Set.of());
		Alerts alerts = Alerts.checkedIn();
		assertThatAnswers(scrape, alerts.expressions(), alerts.recorded());
	}

	private static void assertThatEachNamesTheApplication(Scrape scrape) {
		assertThat(scrape.samples()).isNotEmpty()
			.allSatisfy((sample) -> assertThat(sample.labels()).containsEntry(APPLICATION, "switchgear"));
	}

	private static void assertThatListIsComplete(Scrape scrape) {
		assertSoftly((softly) -> {
			for (Metric metric : Metric.values()) {
				for (String name : MetricsDocument.exportedNames(metric)) {
					Set<String> labels = new TreeSet<>(scrape.labelsOf(name));
					labels.remove(APPLICATION);
					if (metric.kind() == Metric.Kind.OBSERVATION) {
						labels.removeAll(OF_OBSERVATIONS);
					}
					softly.assertThat(scrape.has(name)).as("%s is exported", name).isTrue();
					softly.assertThat(labels).as("labels of %s", name).isEqualTo(new TreeSet<>(metric.tags()));
				}
			}
		});
		List<String> listed = Arrays.stream(Metric.values())
			.map((metric) -> metric.meterName().replace('.', '_'))
			.toList();
		assertThat(scrape.names().filter((name) -> name.startsWith("switchgear_")))
			.as("metrics of our own that are not listed")
			.allMatch((name) -> listed.contains(name.replaceFirst(SUFFIX, "")));
	}

	private static void assertThatTellsWhatHappened(Scrape scrape) {
		String[] positive = { "switchgear_changes_total{provider=\"rootfi\",state=\"succeeded\",code=\"none\"}",
				"switchgear_changes_total{code=\"provider.circuit-open\",provider=\"whisk\"}",
				"switchgear_provider_attempt_seconds_count{provider=\"rootfi\",outcome=\"status_503\"}",
				"switchgear_provider_call_seconds_bucket{provider=\"rootfi\",le=\"10.0\"}",
				"switchgear_provider_key_rejections_total{provider=\"rootfi\"}",
				"switchgear_credential_decryption_failures_total", "switchgear_provider_hold_age_seconds",
				"switchgear_changes_open{provider=\"whisk\",state=\"pending\"}",
				"switchgear_changes_oldest_age_seconds{provider=\"whisk\"}",
				"switchgear_batch_items{state=\"pending\"}", "switchgear_import_failed{provider=\"whisk\"}",
				"switchgear_integrations_drifted{provider=\"whisk\"}", "switchgear_batches_running",
				"switchgear_transaction_seconds_count{outcome=\"committed\"}",
				"http_server_requests_seconds_count{status=\"200\",code=\"none\"}",
				"http_server_requests_seconds_count{status=\"503\",code=\"provider.circuit-open\"}",
				"resilience4j_circuitbreaker_not_permitted_calls_total{name=\"whisk\"}",
				"resilience4j_retry_calls_total{name=\"rootfi\",kind=\"successful_with_retry\"}" };
		assertSoftly((softly) -> Stream.of(positive)
			.forEach((selector) -> softly.assertThat(scrape.sum(selector)).as(selector).isPositive()));
	}

	/** Each name, each condition on a label and each grouping has to find something. */
	private static void assertThatAnswers(Scrape scrape, List<String> expressions, Set<String> recorded) {
		assertThat(expressions).isNotEmpty();
		assertSoftly((softly) -> {
			for (String expression : expressions) {
				List<PromQl.Selector> selectors = PromQl.selectors(expression)
					.stream()
					.filter((selector) -> !recorded.contains(selector.name()))
					.toList();
				Set<String> labels = selectors.stream()
					.flatMap((selector) -> scrape.labelsOf(selector.name()).stream())
					.collect(Collectors.toSet());
				selectors.forEach((selector) -> softly.assertThat(scrape.matching(selector))
					.as("%s in: %s", selector, expression)
					.isNotEmpty());
				softly.assertThat(labels).as("labels in: %s", expression).containsAll(PromQl.groupings(expression));
			}
		});
	}

}
