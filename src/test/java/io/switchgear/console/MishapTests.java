package io.switchgear.console;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

import io.switchgear.issuer.Person;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.ExpectedConditions;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of people's work if something between them and the gateway misbehaves. */
class MishapTests extends ScreenJourney {

	private static final By NOTICES = By.id("notices");

	@BeforeEach
	void logIn() {
		logIn(Person.OPERATOR);
	}

	@AfterEach
	void letPass() {
		between().step();
	}

	@Test
	void startsOneBatchHoweverOftenItIsSentWithoutAnAnswer() {
		for (long id = 1234; id < 1236; id++) {
			known(id);
			call("PATCH", "integrations/rootfi/" + id, "{\"labels\": {\"team\": \"cash\"}}");
		}
		go("batches/new?label=team:cash");
		press("Preview…");
		shows("2 integrations, 2 of them would change.");
		write("reason", "sent twice");
		write("number", "2");
		between().loseTheAnswerTo("POST v1/batches");
		confirm();
		shows("It is not known whether this was done.");
		shows("answered with 504");
		assertThat(driver().findElement(By.name("reason")).isEnabled()).isFalse();
		confirm();
		shows("answered with 504");
		between().step();
		browser.await().until(ExpectedConditions.elementToBeClickable(By.cssSelector("dialog button.main"))).click();
		shows("2 of 2");
		assertThat(
				station.jdbc().sql("select count(*) from batch where reason = 'sent twice'").query(Long.class).single())
			.isOne();
	}

	@Test
	void holdsADialogWhileItsWriteIsUnderWay() {
		CountDownLatch answer = sendHeld(1240);
		new Actions(driver()).sendKeys(Keys.ESCAPE).perform();
		answer.countDown();
		browser.await().until(ExpectedConditions.textToBePresentInElementLocated(DIALOG, "answered with 503"));
	}

	@Test
	void tellsWhoeverHasLeftWhatBecameOfTheirWrite() {
		CountDownLatch answer = sendHeld(1241);
		driver().executeScript("location.hash = '#/changes'");
		browser.await().until(ExpectedConditions.invisibilityOfElementLocated(DIALOG));
		answer.countDown();
		browser.await().until(ExpectedConditions.textToBePresentInElementLocated(NOTICES, "answered with 503"));
		assertThat(driver().findElement(NOTICES).getText()).contains("Disable rootfi/1241", "It is not known");
	}

	@Test
	void bearsASecondDate() {
		known(1242);
		between().dateTwice();
		go("integrations?q=1242");
		shows("rootfi/1242");
		assertThat(driver().findElement(BODY).getText()).doesNotContain("defect");
		assertThat(browser.errors()).isEmpty();
	}

	@Test
	void saysThatThereIsNoScreenWithAnAddressThatIsNone() {
		driver().executeScript("location.hash = '#/integrations/rootfi/%zz'");
		shows("There is no such screen");
		assertThat(browser.errors()).isEmpty();
	}

	@Test
	void skipsToTheContentOfTheScreenItIsOn() {
		go("changes");
		driver().executeScript("document.querySelector('.skip').focus()");
		new Actions(driver()).sendKeys(Keys.ENTER).perform();
		assertThat(driver().switchTo().activeElement().getDomAttribute("id")).isEqualTo("main");
		assertThat(driver().getCurrentUrl()).endsWith("#/changes");
		assertThat(driver().findElement(By.tagName("h1")).getText()).isEqualTo("Changes");
	}

	@Test
	void staysReadableHoweverLongNamesAndReasonsAre() {
		known(1243);
		String reason = "a reason that goes on and on ".repeat(17);
		call("POST", "integrations/rootfi/1243/disable", "{\"reason\": \"%s\"}".formatted(reason));
		station.jdbc().sql("update change set actor = repeat('a', 150) where external_id = '1243'").update();
		go("changes");
		Object broken = driver().executeScript("""
				return [...document.querySelectorAll("td:is([data-label=Requested], [data-label=Change]) *")]
				  .filter((text) => text.getClientRects().length > 1 || text.offsetHeight > 24)
				  .map((text) => text.textContent);
				""");
		assertThat((List<?>) Objects.requireNonNull(broken)).as("short words on more than one line").isEmpty();
		for (String screen : List.of("changes", "integrations", "integrations/rootfi/1243")) {
			for (int width : new int[] { 360, 1000 }) {
				browser.resize(width, 740);
				go(screen);
				assertThat(tooWide()).as("%s at %d", screen, width).isEmpty();
			}
		}
		browser.resize(1280, 800);
	}

	/** Disables an integration, and has the answer wait. */
	private static CountDownLatch sendHeld(long id) {
		known(id);
		go("integrations/rootfi/" + id);
		press("Disable… rootfi/" + id);
		shows("Dry run");
		write("reason", "incident 4720");
		CountDownLatch answer = between().hold("POST v1/integrations/rootfi/%d/disable".formatted(id));
		confirm();
		browser.await().until((page) -> !page.findElement(By.cssSelector("dialog button.main")).isEnabled());
		return answer;
	}

}
