package io.switchgear.console;

import java.net.URI;
import java.util.Set;

import io.switchgear.issuer.Person;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.openqa.selenium.chrome.ChromeDriver;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The console in a real browser, against a real gateway. Each class has a gateway of its
 * own, each test a browser in which nobody is logged in. Without a Chromium, they are
 * skipped.
 */
abstract class BrowserJourney {

	static ConsoleStation station;

	static Browser browser;

	static ConfigurableApplicationContext gateway;

	@BeforeAll
	static void startBrowserAndGateway(TestInfo test) {
		assumeTrue(Browser.isThere(),
				"The tests in a browser are skipped: install Debian's chromium and chromium-driver");
		browser = Browser.start();
		station = ConsoleStation.named(test);
		gateway = station.start("resilience4j.ratelimiter.instances.rootfi.limit-for-period=25");
	}

	@AfterAll
	static void end() {
		if (browser != null) {
			browser.close();
			station.close();
		}
	}

	@BeforeEach
	void startAfresh() {
		browser.forgetLogins();
		browser.open(URI.create("about:blank"));
		browser.startAfresh();
		station.whisk().reset();
		station.rootfi().reset();
	}

	/** Beyond the gateway and its issuer, no page needs a network. */
	@AfterEach
	void noOtherHostWasCalled() {
		assertThat(browser.requestsToOthersThan(Set.of("localhost", "127.0.0.1"))).isEmpty();
	}

	static ChromeDriver driver() {
		return browser.driver();
	}

	/** What stands before the gateway. */
	static Between between() {
		return gateway.getBean(Between.class);
	}

	/** An address of the console, such as {@code ?provider=rootfi}. */
	static URI console(String relative) {
		return station.url().resolve(relative);
	}

	/** Opens that address of the console as somebody who logs in on the way. */
	static void logIn(Person person, String relative) {
		browser.logIn(person, console(relative));
	}

}
