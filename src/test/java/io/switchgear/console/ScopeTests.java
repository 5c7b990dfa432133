package io.switchgear.console;

import java.util.List;
import java.util.Objects;

import io.switchgear.issuer.Person;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

import static org.assertj.core.api.Assertions.assertThat;

/** What the pages offer to people whose token does not allow everything. */
class ScopeTests extends ScreenJourney {

	private static final String WHISK = "whisk/3f2c1b7e-5d04-4b8e-9a51-0d6f2a7c9e10";

	@AfterEach
	void allowEverythingAgain() {
		station.issuer()
			.allow(Person.OPERATOR, "openid", "integrations:read", "integrations:write", "providers:manage");
	}

	@Test
	void offerNothingForAProviderThatOneMayOnlyRead() {
		logIn(Person.OPERATOR);
		known(1234);
		station.whisk().add(WHISK.substring(6), "INTEGRATION_TYPE_SHOPIFY", true);
		call("GET", "integrations/" + WHISK + "?fresh=true", "");
		String ofRootfi = ended("\"rootfi/1234\"");
		String ofWhisk = ended("\"" + WHISK + "\"");
		String ofBoth = ended("\"rootfi/1234\", \"" + WHISK + "\"");
		logInWith("integrations:read", "integrations:write:rootfi");
		assertThat(offered("batches/" + ofRootfi)).containsExactly("Revert…");
		assertThat(offered("batches/" + ofWhisk)).isEmpty();
		assertThat(offered("batches/" + ofBoth)).isEmpty();
		assertThat(offered("integrations?provider=rootfi")).contains("New batch with this filter…");
		assertThat(offered("integrations?provider=whisk")).isEmpty();
		go("batches/new");
		assertThat(driver().findElements(By.cssSelector("select[name=provider] option")))
			.extracting(WebElement::getText)
			.containsExactly("any", "rootfi");
		go("batches/new?provider=whisk");
		shows("lacks the scope integrations:write for whisk");
	}

	@Test
	void askForNoNumberIfTheDryRunWasRefused() {
		logIn(Person.OPERATOR);
		logInWith("integrations:read", "integrations:write:rootfi");
		go("batches/new");
		write("ids", WHISK);
		press("Preview…");
		shows("would be refused");
		assertThat(driver().findElement(By.name("number")).isDisplayed()).isFalse();
		assertThat(driver().findElement(By.cssSelector("dialog button.main")).isEnabled()).isFalse();
	}

	@Test
	void showAReaderNoFormForABatch() {
		logIn(Person.READER);
		go("batches/new");
		shows("lacks the scope integrations:write.");
		assertThat(driver().findElements(By.cssSelector("main form"))).isEmpty();
	}

	@Test
	void sayWhichScopeIsMissingAndStop() {
		station.issuer().allow(Person.OPERATOR, "openid", "integrations:write");
		logIn(Person.OPERATOR);
		shows("Your login lacks the scope integrations:read");
		assertThat(driver().findElement(By.id("live")).getText()).endsWith("Ended");
		assertThat(driver().findElement(By.id("cut")).getText()).isEmpty();
	}

	private static void logInWith(String... scopes) {
		browser.forgetLogins();
		station.issuer().allow(Person.OPERATOR, scopes);
		logIn(Person.OPERATOR);
	}

	/** Buttons and links that lead to a write. */
	private static List<String> offered(String screen) {
		go(screen);
		showsNoMore("Loading");
		// In one step, since what is shown may be drawn anew at any moment
		List<?> shown = (List<?>) driver().executeScript("""
				return [...document.querySelectorAll("main button, main a")]
					.map((it) => it.textContent).filter((text) => text.includes("…"));
				""");
		return Objects.requireNonNull(shown).stream().map(String::valueOf).toList();
	}

	/** A batch that has disabled these. */
	private static String ended(String ids) {
		call("POST", "batches",
				"{\"action\": \"disable\", \"reason\": \"%d\", \"integrations\": [%s]}".formatted(ids.hashCode(), ids));
		String id = station.jdbc()
			.sql("select id from batch where reason = :reason")
			.param("reason", String.valueOf(ids.hashCode()))
			.query(String.class)
			.single();
		go("batches/" + id);
		// Only once it has ended
		shows("Revert…");
		return id;
	}

}
