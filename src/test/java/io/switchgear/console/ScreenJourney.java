package io.switchgear.console;

import java.util.List;
import java.util.Objects;

import io.switchgear.issuer.Person;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.ExpectedConditions;

/** What a person does with the pages of the console. */
abstract class ScreenJourney extends BrowserJourney {

	static final By BODY = By.tagName("body");

	static final By DIALOG = By.tagName("dialog");

	/** Logs in and waits until the page knows who that is. */
	static void logIn(Person person) {
		logIn(person, "");
		shows(person.login());
	}

	/** Opens a screen, such as {@code integrations/rootfi/1234}, anew. */
	static void go(String screen) {
		driver().get("about:blank");
		driver().get(console("#/" + screen).toString());
		browser.await().until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(".screen")));
	}

	/** Waits for that text, wherever it is. */
	static void shows(String text) {
		browser.await().until(ExpectedConditions.textToBePresentInElementLocated(BODY, text));
	}

	/** Waits until that text is gone. */
	static void showsNoMore(String text) {
		browser.await().until(ExpectedConditions.not(ExpectedConditions.textToBePresentInElementLocated(BODY, text)));
	}

	static void press(String button) {
		// What is shown may be drawn anew at any moment
		browser.await().ignoring(StaleElementReferenceException.class).until((page) -> {
			WebElement found = ExpectedConditions.elementToBeClickable(button(button)).apply(page);
			if (found != null) {
				found.click();
			}
			return found;
		});
	}

	/** Presses that button if the page shows it at this moment. */
	static void pressIfThere(String button) {
		driver().executeScript("""
				[...document.querySelectorAll("main button")].find((it) => it.textContent === arguments[0])?.click();
				""", button);
	}

	/** Presses the button of the open dialog that carries it out. */
	static void confirm() {
		// What it shows then would move the button away
		showsNoMore("Looking what would be done");
		driver().findElement(DIALOG).findElement(By.cssSelector("button.main")).click();
	}

	static By button(String label) {
		return By.xpath("//button[normalize-space()='%1$s' or @aria-label='%1$s']".formatted(label));
	}

	static void write(String field, String text) {
		WebElement input = browser.await().until(ExpectedConditions.elementToBeClickable(By.name(field)));
		input.sendKeys(Keys.chord(Keys.CONTROL, "a"), text);
	}

	/** Has the gateway know an integration that is on at RootFi. */
	static void known(long id) {
		station.rootfi().add(id, "ZOHO_BOOKS", "client-0815", "secret-0815", false, true);
		call("GET", "integrations/rootfi/%d?fresh=true".formatted(id), "");
	}

	/**
	 * Calls the API from the page, as whoever is logged in.
	 * @return the status
	 */
	static long call(String method, String path, String body) {
		return (Long) Objects.requireNonNull(driver().executeAsyncScript("""
				const [method, path, body, done] = arguments;
				const type = method === "PATCH" ? "application/merge-patch+json" : "application/json";
				fetch("v1/" + path, { method, body: body || undefined,
				    headers: { "X-Switchgear-Console": "1", ...(body && { "Content-Type": type }) } })
				  .then((answer) => done(answer.status), () => done(0));
				""", method, path, body));
	}

	/** What is wider than the screen, so that one has to scroll sideways. */
	static List<String> tooWide() {
		Object wide = driver().executeScript("""
				const all = [...document.querySelectorAll("body *")];
				return document.documentElement.scrollWidth <= innerWidth ? []
				  : all.filter((element) => element.getBoundingClientRect().right > innerWidth)
				    .map((element) => element.tagName + " " + element.className);
				""");
		return ((List<?>) Objects.requireNonNull(wide)).stream().map(String::valueOf).toList();
	}

	/** The cells of the rows of what is shown before and after. */
	static List<String> differences() {
		Object rows = driver().executeScript("""
				return [...document.querySelectorAll(".difference tbody tr")]
				  .map((row) => [...row.children].map((cell) => cell.textContent).join(" "));
				""");
		return ((List<?>) Objects.requireNonNull(rows)).stream().map(String::valueOf).toList();
	}

}
