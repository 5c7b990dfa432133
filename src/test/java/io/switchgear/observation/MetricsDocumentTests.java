package io.switchgear.observation;

import io.switchgear.support.CheckedInFile;
import org.junit.jupiter.api.Test;

class MetricsDocumentTests {

	@Test
	void listsEveryMetric() {
		CheckedInFile.of("docs/metrics.md").shows(MetricsDocument.text());
	}

}
