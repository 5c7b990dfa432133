package io.switchgear.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.switchgear.issuer.Person;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.OutputType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How the screens look: for everybody, on a telephone, by day and by night. With
 * {@code -Dswitchgear.test.screenshots=true}, the pictures of the documents are taken
 * anew.
 */
class LookTests extends ScreenJourney {

	private static final Path PICTURES = Path.of("docs/images");

	@BeforeEach
	void somethingToSee() {
		logIn(Person.OPERATOR);
		if (station.jdbc().sql("select count(*) from change").query(Long.class).single() > 0) {
			return;
		}
		String[] types = { "ZOHO_BOOKS", "QUICKBOOKS", "XERO", "NETSUITE", "SAGE_INTACCT", "FRESHBOOKS" };
		for (int index = 0; index < types.length; index++) {
			long id = 1234L + index;
			station.rootfi().add(id, types[index], "client-0815", "secret-0815", index == 4, true);
			call("GET", "integrations/rootfi/%d?fresh=true".formatted(id), "");
			call("PATCH", "integrations/rootfi/" + id, "{\"displayName\": \"%s\", \"labels\": {\"team\": \"%s\"}}"
				.formatted("Ledger of site " + (index + 1), (index < 3) ? "billing" : "payroll"));
		}
		station.whisk().add("3f2c1b7e-5d04-4b8e-9a51-0d6f2a7c9e10", "INTEGRATION_TYPE_SHOPIFY", true);
		call("GET", "integrations/whisk/3f2c1b7e-5d04-4b8e-9a51-0d6f2a7c9e10?fresh=true", "");
		call("POST", "integrations/rootfi/1234/disable", "{\"reason\": \"incident 4711: invoices are posted twice\"}");
		call("POST", "integrations/rootfi/999/disable", "{\"reason\": \"contract ended\"}");
		call("POST", "batches", """
				{"action": "disable", "reason": "quarter close",
				  "integrations": ["rootfi/1235", "rootfi/1236", "rootfi/998"]}""");
		call("PUT", "providers/whisk/hold", "{\"reason\": \"maintenance at Whisk until noon\"}");
		browser.await()
			.until((page) -> station.jdbc()
				.sql("select count(*) from change where batch is not null and finished_at is not null")
				.query(Long.class)
				.single() == 3);
		// Not of the screens: what was refused above, as it had to be
		browser.startAfresh();
	}

	@ParameterizedTest
	@CsvSource({ "overview, ''", "integrations, integrations", "integration, integrations/rootfi/1234",
			"changes, changes", "batches, batches", "new-batch, batches/new?provider=rootfi" })
	void areUsableByEverybodyInLightAndDarkAndOnATelephone(String name, String screen) throws IOException {
		for (boolean dark : new boolean[] { false, true }) {
			browser.prefersDark(dark);
			browser.resize(1280, 800);
			go(screen);
			assertThat(browser.seriousFindings()).isEmpty();
			picture(name + (dark ? "-dark" : ""));
		}
		browser.prefersDark(false);
		browser.resize(360, 740);
		go(screen);
		assertThat(browser.seriousFindings()).isEmpty();
		assertThat(tooWide()).isEmpty();
		picture(name + "-narrow");
		browser.resize(1280, 800);
		assertThat(browser.errors()).isEmpty();
	}

	private static void picture(String name) throws IOException {
		if (Boolean.getBoolean("switchgear.test.screenshots")) {
			Files.write(Files.createDirectories(PICTURES).resolve("console-" + name + ".png"),
					driver().getScreenshotAs(OutputType.BYTES));
		}
	}

}
