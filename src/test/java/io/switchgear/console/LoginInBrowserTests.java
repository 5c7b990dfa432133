package io.switchgear.console;

import io.switchgear.issuer.Person;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.support.ui.ExpectedConditions;

import static org.assertj.core.api.Assertions.assertThat;

class LoginInBrowserTests extends BrowserJourney {

	@Test
	void leadsThroughTheIssuerBackToTheScreenThatWasAskedFor() {
		logIn(Person.OPERATOR, "?provider=rootfi");
		browser.await()
			.until(ExpectedConditions.textToBePresentInElementLocated(By.tagName("body"), Person.OPERATOR.login()));
		assertThat(browser.errors()).isEmpty();
	}

}
