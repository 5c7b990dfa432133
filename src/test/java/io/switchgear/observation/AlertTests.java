package io.switchgear.observation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

class AlertTests {

	private static final String PAGE = "docs/runbooks.md";

	private final List<JsonNode> alerts = Alerts.checkedIn().all();

	@Test
	void hasARunbookForEachAlertAndNoOther() throws IOException {
		List<String> sections = Files.readAllLines(Path.of(PAGE))
			.stream()
			.filter((line) -> line.startsWith("## "))
			.map((line) -> line.substring(3))
			.toList();
		assertThat(alerts.stream().map((alert) -> alert.path("alert").stringValue()))
			.containsExactlyInAnyOrderElementsOf(sections);
		assertSoftly((softly) -> alerts.forEach((alert) -> softly.assertThat(annotation(alert, "runbook_url"))
			.isEqualTo(PAGE + "#" + alert.path("alert").stringValue().toLowerCase(Locale.ROOT))));
	}

	@Test
	void saysInEachRunbookWhatItMeansWhatToLookAtAndWhatToDo() throws IOException {
		String[] sections = Files.readString(Path.of(PAGE)).split("\n## ");
		assertThat(sections).hasSizeGreaterThan(1);
		for (int index = 1; index < sections.length; index++) {
			assertThat(sections[index]).contains("**It means**", "**Look at**", "**Do**");
		}
	}

	@Test
	void tellsWhoIsPagedHowUrgentItIsAndWhy() {
		assertSoftly((softly) -> alerts.forEach((alert) -> {
			softly.assertThat(alert.path("labels").path("severity").stringValue("")).isIn("critical", "warning");
			softly.assertThat(annotation(alert, "summary")).isNotBlank();
			softly.assertThat(annotation(alert, "description")).endsWith(".");
		}));
	}

	@Test
	void asksForThisApplicationWhereverOthersMayExportTheSame() {
		PromQl.Condition application = new PromQl.Condition("application", "=", "switchgear");
		Set<String> recorded = Alerts.checkedIn().recorded();
		List<String> expressions = Stream
			.concat(Alerts.checkedIn().expressions().stream(), Dashboard.checkedIn().expressions().stream())
			.toList();
		assertThat(expressions).isNotEmpty();
		assertSoftly((softly) -> expressions.forEach((expression) -> softly.assertThat(PromQl.selectors(expression))
			.as(expression)
			.isNotEmpty()
			.allMatch(
					(selector) -> recorded.contains(selector.name()) || selector.conditions().contains(application))));
	}

	@Test
	void givesEachPanelATitleAPlaceAndAnExpression() {
		List<JsonNode> panels = Dashboard.checkedIn().panels().toList();
		assertThat(panels.stream().map((panel) -> panel.path("id").intValue())).doesNotHaveDuplicates();
		assertSoftly((softly) -> panels.forEach((panel) -> {
			softly.assertThat(panel.path("title").stringValue("")).isNotBlank();
			softly.assertThat(panel.path("gridPos").path("w").intValue()).isBetween(1, 24);
			softly.assertThat(panel.path("type").stringValue("").equals("row") || panel.path("targets").size() > 0)
				.as("%s asks for something", panel.path("title"))
				.isTrue();
		}));
	}

	private static String annotation(JsonNode alert, String name) {
		return alert.path("annotations").path(name).stringValue("");
	}

}
