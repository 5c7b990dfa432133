package io.switchgear.console;

import java.util.Map;

import io.switchgear.issuer.Person;
import io.switchgear.simulator.Fault;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.ExpectedConditions;

import static org.assertj.core.api.Assertions.assertThat;

/** What people do in the console, from what they see to what reaches the provider. */
class ScreenTests extends ScreenJourney {

	private static final String MARKUP = "<img src=x onerror=alert(1)>";

	@Test
	void disablesWithAReasonAndShowsWhatWasBeforeAndAfter() {
		logIn(Person.OPERATOR);
		known(1234);
		go("integrations/rootfi/1234");
		press("Disable… rootfi/1234");
		shows("is_disabled");
		confirm();
		shows("the reason is missing");
		assertThat(station.rootfi().get(1234).disabled()).isFalse();
		write("reason", "incident 4711");
		confirm();
		shows("rootfi/1234 is disabled, as rootfi confirmed.");
		assertThat(station.rootfi().get(1234).disabled()).isTrue();
		shows("incident 4711");
		browser.await()
			.until((page) -> differences().contains("enabled true false false")
					|| differences().contains("enabled unknown false false"));
		assertThat(browser.errors()).isEmpty();
	}

	@Test
	void showsAFailureWithItsBlameItsRemedyAndTheRequestOfTheProvider() {
		logIn(Person.OPERATOR);
		known(1240);
		go("integrations/rootfi/1240");
		station.rootfi().when("PUT", Fault.answer(400, "application/json", "{\"message\": \"" + MARKUP + "\"}"));
		press("Disable… rootfi/1240");
		write("reason", MARKUP);
		confirm();
		// It comes last, by a request of its own
		browser.await().until(ExpectedConditions.textToBePresentInElementLocated(DIALOG, "What to do"));
		assertThat(driver().findElement(DIALOG).getText()).contains("provider.rejected", "Blame", "caller",
				"rootfi answered 400");
		driver().findElement(DIALOG).findElement(button("Cancel")).click();
		shows(MARKUP);
		assertThat(driver().findElements(By.cssSelector("main img"))).isEmpty();
		WebElement code = browser.await()
			.until(ExpectedConditions.presenceOfElementLocated(By.cssSelector(".item .problem a.code")));
		assertThat(code.getDomProperty("href")).endsWith("/problems/provider.rejected");
		assertThat(call("GET", "../../problems/provider.rejected", "")).isEqualTo(200);
	}

	@Test
	void keepsMarkupInLabelsAndNamesAsText() {
		logIn(Person.OPERATOR);
		known(1241);
		assertThat(call("PATCH", "integrations/rootfi/1241",
				"{\"displayName\": \"%1$s\", \"labels\": {\"x\": \"%1$s\"}}".formatted(MARKUP)))
			.isEqualTo(200);
		for (String screen : new String[] { "integrations?q=1241", "integrations/rootfi/1241", "changes" }) {
			go(screen);
			shows("rootfi/1241");
			assertThat(driver().findElements(By.cssSelector("main img"))).isEmpty();
		}
		assertThat(browser.errors()).isEmpty();
	}

	@Test
	void holdsAProviderAndLiftsTheHold() {
		logIn(Person.OPERATOR);
		go("");
		press("Hold… rootfi");
		confirm();
		shows("the reason is missing");
		write("reason", "incident 4712");
		confirm();
		shows("rootfi: on hold");
		assertThat(call("POST", "integrations/rootfi/1/disable", "")).isEqualTo(503);
		press("Lift hold… rootfi");
		confirm();
		showsNoMore("rootfi: on hold");
		shows("The hold of rootfi is lifted");
	}

	@Test
	void startsABatchOfAFilterOnlyWithTheRightNumber() {
		logIn(Person.OPERATOR);
		for (long id = 1250; id < 1253; id++) {
			known(id);
			call("PATCH", "integrations/rootfi/" + id, "{\"labels\": {\"team\": \"ledger\"}}");
		}
		go("batches/new?label=team:ledger");
		press("Preview…");
		shows("3 integrations, 3 of them would change.");
		shows("the provider may have others");
		write("reason", "quarter close");
		write("number", "4");
		confirm();
		shows("You typed 4, but this is about 3. Nothing was sent.");
		assertThat(station.jdbc()
			.sql("select count(*) from batch where reason = 'quarter close'")
			.query(Long.class)
			.single()).isZero();
		write("number", "3");
		confirm();
		shows("3 of 3");
		assertThat(station.rootfi().get(1252).disabled()).isTrue();
		assertThat(browser.errors()).isEmpty();
	}

	@Test
	void revertsABatchAfterItsPlanWasSeen() {
		logIn(Person.OPERATOR);
		known(1255);
		known(1256);
		call("POST", "batches", """
				{"action": "disable", "reason": "by mistake", "integrations": ["rootfi/1255", "rootfi/1256"]}""");
		browser.await().until((page) -> station.rootfi().get(1255).disabled() && station.rootfi().get(1256).disabled());
		go("batches?actor=operator");
		shows("by mistake");
		browser.await().ignoring(StaleElementReferenceException.class).until((page) -> {
			driver().findElement(By.xpath("//tr[contains(., 'by mistake')]//a")).click();
			return true;
		});
		press("Revert…");
		shows("2 of 2 would be restored.");
		write("reason", "it was a mistake");
		write("number", "2");
		confirm();
		shows("it was a mistake");
		browser.await()
			.until((page) -> !station.rootfi().get(1255).disabled() && !station.rootfi().get(1256).disabled());
	}

	@Test
	void showsWhatOthersDidAfterAnEditThatCameTooLate() {
		logIn(Person.OPERATOR);
		known(1260);
		go("integrations/rootfi/1260");
		press("Disable… rootfi/1260");
		shows("Dry run");
		assertThat(call("PATCH", "integrations/rootfi/1260", "{\"displayName\": \"Renamed\"}")).isEqualTo(200);
		write("reason", "incident 4713");
		confirm();
		shows("integration.changed-meanwhile");
		assertThat(station.rootfi().get(1260).disabled()).isFalse();
		press("Show what it is now");
		browser.await()
			.until(ExpectedConditions
				.not(ExpectedConditions.textToBePresentInElementLocated(DIALOG, "changed-meanwhile")));
		confirm();
		shows("rootfi/1260 is disabled, as rootfi confirmed.");
	}

	@Test
	void showsWhatGoesOnInTheBackgroundAsPending() {
		logIn(Person.OPERATOR);
		known(1261);
		call("PUT", "providers/rootfi/hold", "{\"reason\": \"maintenance\"}");
		go("integrations/rootfi/1261");
		press("Disable… rootfi/1261");
		write("reason", "incident 4714");
		// The remedy of what the dry run says comes last, and moves what is below
		browser.await().until(ExpectedConditions.textToBePresentInElementLocated(DIALOG, "What to do"));
		driver().findElement(By.name("background")).click();
		confirm();
		shows("Pending: disable rootfi/1261");
		assertThat(station.rootfi().get(1261).disabled()).isFalse();
		call("DELETE", "providers/rootfi/hold", "");
		browser.await().until((page) -> differences().stream().anyMatch((row) -> row.endsWith("false false")));
	}

	@Test
	void saysHowIntegrationsBecomeKnownAndImportsThem() {
		logIn(Person.OPERATOR);
		go("integrations?provider=whisk");
		shows("No integration is known here yet.");
		station.whisk().add("3f2c1b7e-5d04-4b8e-9a51-0d6f2a7c9e10", "INTEGRATION_TYPE_SHOPIFY", true);
		press("Import… whisk");
		confirm();
		shows("Pending: the list of whisk is being read.");
		shows("whisk/3f2c1b7e-5d04-4b8e-9a51-0d6f2a7c9e10");
		shows("All integrations that the providers listed: whisk 1");
		go("");
		shows("1 (complete");
		assertThat(driver().findElements(button("Import… rootfi"))).isEmpty();
	}

	@Test
	void leavesATimeAsItIsInTheHourThatComesTwice() {
		logIn(Person.OPERATOR);
		driver().executeCdpCommand("Emulation.setTimezoneOverride", Map.of("timezoneId", "Europe/Berlin"));
		try {
			go("changes?since=2026-10-25T01:30:15.000Z");
			write("actor", "anna");
			press("Apply");
			browser.await().until(ExpectedConditions.urlContains("actor=anna"));
			assertThat(driver().getCurrentUrl()).contains("since=2026-10-25T01%3A30%3A15.000Z");
		}
		finally {
			driver().executeCdpCommand("Emulation.setTimezoneOverride", Map.of("timezoneId", ""));
		}
	}

	@Test
	void showsAReaderNothingThatWouldBeRefused() {
		logIn(Person.OPERATOR);
		known(1270);
		browser.forgetLogins();
		logIn(Person.READER);
		for (String screen : new String[] { "", "integrations", "integrations/rootfi/1270", "changes", "batches" }) {
			go(screen);
			assertThat(driver().findElements(By.xpath("//main//button[contains(., '…')]"))).as(screen).isEmpty();
		}
		assertThat(call("POST", "integrations/rootfi/1270/disable", "")).isEqualTo(403);
	}

	@Test
	void needsNoMouseFromTheLoginOn() {
		station.rootfi().add(1280, "XERO", "client-0815", "secret-0815", false, true);
		browser.open(console(""));
		browser.await().until((page) -> "username".equals(driver().switchTo().activeElement().getDomAttribute("name")));
		type(Person.OPERATOR.login(), Keys.TAB, Person.OPERATOR.password(), Keys.ENTER);
		shows(Person.OPERATOR.login());
		tabTo("Integrations");
		type(Keys.ENTER);
		browser.await().until(ExpectedConditions.visibilityOfElementLocated(By.name("q")));
		tabTo("q");
		type("rootfi/1280", Keys.ENTER);
		shows("Open rootfi/1280");
		tabTo("Open rootfi/1280");
		type(Keys.ENTER);
		browser.await().until(ExpectedConditions.elementToBeClickable(button("Disable… rootfi/1280")));
		tabTo("Disable…");
		type(Keys.ENTER);
		shows("Dry run");
		type("incident 4715", Keys.ENTER);
		shows("rootfi/1280 is disabled, as rootfi confirmed.");
		assertThat(station.rootfi().get(1280).disabled()).isTrue();
	}

	private static void type(CharSequence... keys) {
		new Actions(driver()).sendKeys(keys).perform();
	}

	/**
	 * Goes on by the tab key until the link, button or field with that name has the
	 * focus.
	 */
	private static void tabTo(String name) {
		for (int presses = 0; presses < 60; presses++) {
			type(Keys.TAB);
			WebElement focused = driver().switchTo().activeElement();
			if (name.equals(focused.getText()) || name.equals(focused.getDomAttribute("name"))) {
				return;
			}
		}
		throw new AssertionError("The keyboard does not lead to " + name);
	}

}
