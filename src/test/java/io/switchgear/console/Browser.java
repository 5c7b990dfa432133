package io.switchgear.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.logging.Level;

import io.switchgear.issuer.Person;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Chromium without a window, as Debian has it. */
final class Browser implements AutoCloseable {

	private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

	private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

	private static final Duration MAX_WAIT = Duration.ofSeconds(15);

	private static final Dimension DESKTOP = new Dimension(1280, 900);

	private final ChromeDriver driver;

	private final List<String> errors = new ArrayList<>();

	private final List<URI> requests = new ArrayList<>();

	private Browser(ChromeDriver driver) {
		this.driver = driver;
	}

	/** Without it, tests that need one are skipped. */
	static boolean isThere() {
		return Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
	}

	/** One with a fresh profile. */
	static Browser start() {
		LoggingPreferences logs = new LoggingPreferences();
		logs.enable(LogType.BROWSER, Level.ALL);
		logs.enable(LogType.PERFORMANCE, Level.ALL);
		ChromeOptions options = new ChromeOptions();
		options.setBinary(CHROMIUM.toFile());
		options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
		options.addArguments("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
				"--disable-background-networking", "--disable-component-update", "--disable-sync",
				"--disable-dev-shm-usage");
		ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile())
			.usingAnyFreePort()
			.build();
		ChromeDriver driver = new ChromeDriver(service, options);
		driver.manage().window().setSize(DESKTOP);
		return new Browser(driver);
	}

	ChromeDriver driver() {
		return driver;
	}

	/** Waits for what a page does by itself. */
	WebDriverWait await() {
		return new WebDriverWait(driver, MAX_WAIT, Duration.ofMillis(50));
	}

	void open(URI page) {
		driver.get(page.toString());
	}

	/** Opens a page of the console, and logs in on the way to it. */
	void logIn(Person person, URI page) {
		open(page);
		await().until(ExpectedConditions.elementToBeClickable(By.name("username"))).sendKeys(person.login());
		driver.findElement(By.name("password")).sendKeys(person.password());
		driver.findElement(By.cssSelector("button[type=submit]")).click();
		await().until(ExpectedConditions.urlToBe(page.toString()));
	}

	/** Forgets all cookies, as if nobody had ever logged in. */
	void forgetLogins() {
		driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
	}

	/** Lights out, or on again. */
	void prefersDark(boolean dark) {
		driver.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
	}

	/** Takes the size of the visible part of a page. */
	void resize(int width, int height) {
		driver.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
	}

	/**
	 * What the browser's console has shown so far, at the level of errors and warnings.
	 */
	List<String> errors() {
		for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
			if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
				errors.add(entry.getMessage());
			}
		}
		return List.copyOf(errors);
	}

	/** The requests so far that went to any other host than these. */
	List<URI> requestsToOthersThan(Set<String> hosts) {
		for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
			JsonNode message = JsonMapper.shared().readTree(entry.getMessage()).path("message");
			if (message.path("method").asString("").equals("Network.requestWillBeSent")) {
				String url = message.path("params").path("request").path("url").asString("");
				if (url.startsWith("http")) {
					requests.add(URI.create(url));
				}
			}
		}
		return requests.stream().filter((request) -> !hosts.contains(request.getHost())).toList();
	}

	/** Forgets what was collected. */
	void startAfresh() {
		errors();
		errors.clear();
		requestsToOthersThan(Set.of());
		requests.clear();
	}

	/**
	 * What keeps people from using the page, at the level that axe calls serious or
	 * worse.
	 */
	List<String> seriousFindings() {
		driver.executeScript(axe());
		Object found = driver.executeAsyncScript("""
				const done = arguments[arguments.length - 1];
				axe.run().then((results) => done(results.violations
				    .filter((violation) => ["serious", "critical"].includes(violation.impact))
				    .map((violation) => violation.id + ": " + violation.nodes.map((node) => node.html).join(" "))));
				""");
		return ((List<?>) Objects.requireNonNull(found)).stream().map(String::valueOf).toList();
	}

	private static String axe() {
		try (InputStream script = Objects.requireNonNull(Browser.class.getResourceAsStream("/axe.min.js"))) {
			return new String(script.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		driver.quit();
	}

}
