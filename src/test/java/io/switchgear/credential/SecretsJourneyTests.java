package io.switchgear.credential;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.switchgear.SwitchgearApplication;
import io.switchgear.simulator.Fault;
import io.switchgear.support.Answer;
import io.switchgear.support.CapturedLog;
import io.switchgear.support.Journey;
import io.switchgear.support.TestDatabase;
import io.switchgear.support.TestIssuer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.web.server.LocalManagementPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Plants secrets wherever there are some, lets everything happen that can, and searches
 * whatever the gateway let out or wrote down, with all logs on.
 */
class SecretsJourneyTests extends Journey {

	private static final List<String> LOUD = List.of("io.switchgear", "org.springframework", "reactor.netty");

	private static final String OF_THE_SIMULATORS = "reactor.netty.http.server";

	private static final LoggingSystem LOGGING = LoggingSystem.get(SecretsJourneyTests.class.getClassLoader());

	private static final String SUPPLIED = "c4n4ry-supplied-5b";

	private static final String PLANTED = "c4n4ry-planted-on-purpose";

	private static final String MALFORMED = "c4n4ry-malformed-0f";

	private static final String ISSUED = TestIssuer.shared()
		.token("billing-service", "integrations:read", "integrations:write", "providers:manage");

	private final List<String> seen = new ArrayList<>();

	@LocalManagementPort
	private int managementPort;

	private @Nullable CapturedLog log;

	@BeforeEach
	void logEverything() {
		log = CapturedLog.fromDebugUp();
		LOUD.forEach((logger) -> LOGGING.setLogLevel(logger, LogLevel.TRACE));
		LOGGING.setLogLevel(OF_THE_SIMULATORS, LogLevel.INFO);
	}

	@AfterEach
	void logAsUsual() {
		Objects.requireNonNull(log).close();
		LOGGING.setLogLevel(OF_THE_SIMULATORS, null);
		LOUD.forEach((logger) -> LOGGING.setLogLevel(logger, logger.startsWith("reactor") ? LogLevel.INFO : null));
	}

	/** In a process of its own, since that is where environment variables come from. */
	@Test
	void keepsSecretsWhileItStarts(@TempDir Path folder) throws IOException, InterruptedException {
		TestDatabase database = TestDatabase.shared();
		Path output = folder.resolve("output.txt");
		ProcessBuilder gateway = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp",
				System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
				SwitchgearApplication.class.getName(), "--server.port=0", "--management.server.port=0",
				"--logging.level.root=debug", "--logging.level.io.switchgear=trace",
				"--logging.level.org.springframework=trace")
			.redirectErrorStream(true)
			.redirectOutput(output.toFile());
		gateway.environment()
			.putAll(Map.of("SPRING_DATASOURCE_URL", database.url(), "SPRING_DATASOURCE_USERNAME", database.user(),
					"SPRING_DATASOURCE_PASSWORD", database.password(),
					"SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_JWK_SET_URI", TestIssuer.shared().keysUrl(),
					"WHISK_API_KEY", WHISK_KEY, "SWITCHGEAR_PROVIDERS_ROOTFI_API_KEY", ROOTFI_KEY, "SWITCHGEAR_KEYSET",
					KEYSET));
		Process process = gateway.start();
		try {
			Awaitility.await()
				.atMost(Duration.ofMinutes(3))
				.failFast(() -> !process.isAlive())
				.until(() -> Files.readString(output).contains("Started SwitchgearApplication"));
		}
		finally {
			process.destroy();
			// It would go on working with the database of the tests that follow
			assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
		}
		assertThat(Files.readString(output)).contains("DEBUG", "TRACE");
		assertThat(Files.readString(output).lines().filter((line) -> !leaks(line).isEmpty())).isEmpty();
	}

	@Test
	void keepsSecretsWhileAllGoesWell() {
		rootFiIntegration();
		String id = whiskIntegration();
		patch(credentials(SUPPLIED));
		send("POST", "/v1/integrations/rootfi/1234/disable", "{\"reason\": \"incident 4711\"}");
		send("GET", "/v1/integrations/rootfi/1234?fresh=true", null);
		send("GET", "/v1/integrations/rootfi/1234/changes", null);
		patch("{\"credentials\": {\"clientSecret\": null}}");
		send("POST", "/v1/integrations/whisk/" + id + "/disable", null);
		send("GET", "/v1/integrations/whisk/" + id + "?fresh=true", null);
		assertThat(rootfi.get(1234).clientSecret()).isEqualTo(SUPPLIED);
		nothingGotOut();
	}

	@Test
	void keepsSecretsWhileProvidersFail() {
		rootFiIntegration();
		String echo = "{\"message\": \"client_secret %s of key %s is wrong\", \"code\": \"%1$s\", \"request_id\": \"%1$s\"}"
			.formatted(SUPPLIED, ROOTFI_KEY);
		for (Fault fault : List.of(Fault.answer(400, "application/json", echo), Fault.answer(500, "text/plain", echo),
				Fault.answer(401, "application/json", echo),
				Fault.answer(200, "application/json", "{\"message\": \"" + SUPPLIED + "\"}"),
				Fault.answer(200, "application/json", "{\"data\": [\"" + SUPPLIED + "\"]}"),
				Fault.answer(200, "text/html", "<p>" + SUPPLIED + "</p>"), Fault.applyThenReset(), Fault.truncated())) {
			rootfi.when("PUT", fault);
			patch(credentials(SUPPLIED));
			send("GET", "/v1/integrations/rootfi/1234/changes", null);
			rootfi.recover();
		}
		String theirs = "{\"message\": \"client_secret %s is wrong\"}".formatted(CLIENT_SECRET);
		rootfi.reset();
		rootFiIntegration();
		rootfi.when("PUT", Fault.answer(422, "application/json", theirs));
		send("POST", "/v1/integrations/rootfi/1234/disable", null);
		String key = "{\"code\": \"auth.tokenInvalid\", \"message\": \"Bearer %s\"}".formatted(WHISK_KEY);
		whisk.always(Fault.answer(401, "application/json", key));
		send("POST", "/v1/integrations/whisk/" + whiskIntegration() + "/disable", null);
		nothingGotOut();
	}

	@Test
	void keepsSecretsThatCallersSendAmiss() {
		patch("{\"credentials\": {\"clientSecret\": " + MALFORMED + "}}");
		patch("{\"credentials\": {\"clientSecret\": \"" + MALFORMED + "\"}");
		patch("{\"credentials\": {\"clientSecret\": \"" + MALFORMED + "\", \"clientSecret\": \"" + MALFORMED + "\"}}");
		patch("{\"credentials\": {\"clientSecret\": [\"" + MALFORMED + "\"]}}");
		patch("{\"credentials\": {\"apiKey\": \"" + MALFORMED + "\"}}");
		patch("{\"credentials\": \"" + MALFORMED + "\"}");
		patch("{\"enabled\": \"" + MALFORMED + "\"}");
		patch("{\"credentials\": {\"clientSecret\": \"****" + MALFORMED + "\"}}");
		patch("{\"displayName\": \"a name\"}");
		nothingGotOut();
	}

	@Test
	void wouldFindASecretWhereverItWere() {
		byte[] bytes = PLANTED.getBytes(StandardCharsets.UTF_8);
		assertThat(isIn("before " + PLANTED + " after", PLANTED)).isTrue();
		assertThat(isIn("\\x00" + HexFormat.of().withUpperCase().formatHex(bytes), PLANTED)).isTrue();
		assertThat(isIn(Base64.getEncoder().encodeToString(bytes), PLANTED)).isTrue();
		assertThat(isIn("anything else", PLANTED)).isFalse();
		patch("{\"displayName\": \"" + PLANTED + "\"}");
		LoggerFactory.getLogger("io.switchgear.anywhere").trace("It is {}", PLANTED);
		assertThat(seen).anyMatch((answer) -> isIn(answer, PLANTED));
		assertThat(databaseAsText()).anyMatch((row) -> isIn(row, PLANTED));
		assertThat(lines()).anyMatch((line) -> isIn(line, PLANTED));
	}

	private void nothingGotOut() {
		management("/actuator/prometheus");
		management("/actuator/metrics");
		management("/actuator/circuitbreakers");
		management("/actuator/circuitbreakerevents");
		management("/actuator/retries");
		management("/actuator/bulkheads");
		management("/actuator/health");
		management("/actuator/info");
		send("GET", "/v1/providers", null);
		send("GET", "/v1/integrations", null);
		send("GET", "/v1/changes", null);
		assertThat(seen).allSatisfy((answer) -> assertThat(leaks(answer)).isEmpty());
		assertThat(databaseAsText()).hasSizeGreaterThan(2)
			.allSatisfy((row) -> assertThat(leaks(row)).as(row).isEmpty());
		assertThat(lines()).hasSizeGreaterThan(100);
		assertThat(lines().filter((line) -> !leaks(line).isEmpty())).isEmpty();
	}

	private static List<String> leaks(String text) {
		return canaries().filter((canary) -> isIn(text, canary)).toList();
	}

	/** Whether a secret is there as it is, in hexadecimal or in Base64. */
	private static boolean isIn(String text, String secret) {
		byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
		String small = text.toLowerCase(Locale.ROOT);
		return small.contains(secret.toLowerCase(Locale.ROOT)) || small.contains(HexFormat.of().formatHex(bytes))
				|| text.contains(Base64.getEncoder().withoutPadding().encodeToString(bytes));
	}

	private static Stream<String> canaries() {
		String keyMaterial = KEYSET.replaceAll("(?s).*\"value\": *\"([^\"]+)\".*", "$1");
		String signature = ISSUED.substring(ISSUED.lastIndexOf('.') + 1);
		return Stream.of(WHISK_KEY, ROOTFI_KEY, CLIENT_SECRET, SUPPLIED, MALFORMED, keyMaterial, signature);
	}

	private static String credentials(String secret) {
		return "{\"credentials\": {\"clientId\": \"2000.newidentifier.0002\", \"clientSecret\": \"%s\"}}"
			.formatted(secret);
	}

	private void patch(String body) {
		send("PATCH", "/v1/integrations/rootfi/1234", body);
	}

	private void send(String method, String path, @Nullable String body) {
		see(baseUrl(), method, path, body);
	}

	private void management(String path) {
		see("http://127.0.0.1:" + managementPort, "GET", path, null);
	}

	private void see(String base, String method, String path, @Nullable String body) {
		Answer answer = Answer.to(HttpRequest.newBuilder(URI.create(base + path))
			.method(method, (body != null) ? BodyPublishers.ofString(body) : BodyPublishers.noBody())
			.header("Content-Type", "application/json")
			.header("Authorization", "Bearer " + ISSUED));
		seen.add("%s %s %d %s %s".formatted(method, path, answer.status(), answer.headers().map(), answer.body()));
	}

	private Stream<String> databaseAsText() {
		return jdbc
			.sql("select table_name from information_schema.tables"
					+ " where table_schema = 'public' and table_type = 'BASE TABLE'")
			.query(String.class)
			.list()
			.stream()
			.flatMap((table) -> jdbc.sql("select t::text from \"" + table + "\" t")
				.query((row, index) -> table + ": " + row.getString(1))
				.list()
				.stream());
	}

	private Stream<String> lines() {
		return Objects.requireNonNull(log).text().lines();
	}

}
