package io.switchgear.outbound;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OutageTests {

	private static final Path REPORT = Path.of("docs", "resilience-report.md");

	private static final ConfiguredResilience SETTINGS = ConfiguredResilience.of("rootfi");

	@Test
	void behaveAsTheReportSays() throws IOException {
		String report = OutageReport.of(Outage.all().stream().map((outage) -> OutageRun.of(outage, SETTINGS)).toList());
		if (Boolean.getBoolean("switchgear.test.rewrite")) {
			Files.writeString(REPORT, report);
		}
		assertThat(REPORT).hasContent(report);
	}

}
