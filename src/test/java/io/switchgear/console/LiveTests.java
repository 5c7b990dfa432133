package io.switchgear.console;

import java.util.Objects;

import io.switchgear.issuer.Person;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What an open page shows of what happens elsewhere, and if it cannot. */
class LiveTests extends ScreenJourney {

	@Test
	void saysThatItsStreamWasCutAndCatchesUpWithoutBeingLoadedAnew() {
		logIn(Person.OPERATOR);
		known(1234);
		go("integrations/rootfi/1234");
		live();
		driver().executeScript("window.sameAsBefore = true");
		gateway.close();
		shows("No live updates");
		try (ConfigurableApplicationContext elsewhere = station.another()) {
			disable(elsewhere);
		}
		gateway = station.start();
		shows("while the page was cut off");
		live();
		showsNoMore("No live updates");
		assertThat(driver().executeScript("return window.sameAsBefore")).isEqualTo(true);
	}

	@Test
	void raisesNoAlarmWhereAStreamEndsWithItsToken() {
		logIn(Person.OPERATOR);
		known(1237);
		go("integrations/rootfi/1237");
		live();
		driver().executeScript("""
				window.alarms = 0;
				new MutationObserver(() => window.alarms++)
				  .observe(document.getElementById("cut"), { childList: true });
				window.states = [];
				const live = document.getElementById("live");
				new MutationObserver(() => window.states.push(live.textContent))
				  .observe(live, { childList: true, characterData: true, subtree: true });
				""");
		between().endStreams();
		browser.await()
			.until((page) -> Boolean.TRUE
				.equals(driver().executeScript("return window.states.includes('Reconnecting…')")));
		call("POST", "integrations/rootfi/1237/disable", "{\"reason\": \"while it reconnected\"}");
		live();
		shows("while it reconnected");
		assertThat(driver().executeScript("return window.alarms")).isEqualTo(0L);
	}

	@Test
	void showsWhatOthersDo() {
		logIn(Person.OPERATOR);
		known(1235);
		go("integrations/rootfi/1235");
		live();
		call("POST", "integrations/rootfi/1235/disable", "{\"reason\": \"done elsewhere\"}");
		shows("done elsewhere");
	}

	@Test
	void saysThatTheSessionIsOverAndLeadsBackToTheScreenAfterTheLogin() {
		logIn(Person.OPERATOR);
		known(1236);
		go("integrations/rootfi/1236");
		live();
		browser.await().until(ExpectedConditions.elementToBeClickable(button("Read now")));
		browser.forgetLogins();
		pressIfThere("Read now"); // it is gone if the page has read by itself meanwhile
		shows("Your session is over");
		assertThat(driver().findElements(By.xpath("//main//button[contains(., '…')]"))).isEmpty();
		assertThat(driver().findElement(By.id("live")).getCssValue("color"))
			.isEqualTo(driver().findElement(By.id("me")).getCssValue("color"));
		browser.await().until(ExpectedConditions.elementToBeClickable(By.cssSelector("#session a"))).click();
		browser.await()
			.until(ExpectedConditions.elementToBeClickable(By.name("username")))
			.sendKeys(Person.OPERATOR.login());
		driver().findElement(By.name("password")).sendKeys(Person.OPERATOR.password());
		driver().findElement(By.cssSelector("button[type=submit]")).click();
		browser.await().until(ExpectedConditions.urlContains("#/integrations/rootfi/1236"));
		shows("History");
	}

	/** Another client does, by another replica. */
	private static void disable(ConfigurableApplicationContext replica) {
		JsonNode answer = RestClient.create()
			.post()
			.uri(station.issuer().tokenUrl())
			.headers((headers) -> headers.setBasicAuth("billing-service", "demo-only-billing"))
			.contentType(MediaType.APPLICATION_FORM_URLENCODED)
			.body("grant_type=client_credentials&scope=integrations:read+integrations:write")
			.retrieve()
			.body(JsonNode.class);
		String token = Objects.requireNonNull(answer).path("access_token").asString();
		RestClient.create()
			.post()
			.uri(ConsoleStation.url(replica).resolve("/v1/integrations/rootfi/1234/disable"))
			.header("Authorization", "Bearer " + token)
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"reason\": \"while the page was cut off\"}")
			.retrieve()
			.toBodilessEntity();
	}

	private static void live() {
		browser.await().until(ExpectedConditions.textToBe(By.id("live"), "Live"));
	}

}
