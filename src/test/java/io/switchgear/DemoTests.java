package io.switchgear;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

class DemoTests {

	private static final String BASH = "/bin/bash";

	private static final Duration MAX_START = Duration.ofMinutes(3);

	private static Demo demo;

	@BeforeAll
	static void start() {
		demo = new Demo(DemoPorts.free());
	}

	@AfterAll
	static void end() {
		demo.close();
	}

	@BeforeEach
	void switchOn() {
		demo.rootfi().flip(1234, false);
	}

	/** Of the programs among the tests, Maven cannot tell by itself. */
	@Test
	void isWhatMavenIsToldToRun() throws IOException {
		assertThat(Files.readString(Path.of("pom.xml")))
			.contains("<mainClass>%s</".formatted(TestSwitchgearApplication.class.getName()));
	}

	@Test
	void startsWithoutAWarningOnOneScreen(@TempDir Path folder) throws Exception {
		String shown = shownByAnother(folder.resolve("screen.txt"));
		assertThat(shown).doesNotContain("WARN", "ERROR").contains("Switchgear is ready");
		assertThat(shown.lines()).hasSizeLessThan(25);
	}

	@Test
	void walksFromATokenToTheHistoryOfAChange() {
		RestTestClient caller = caller(
				token("billing-service", "demo-only-billing", "integrations:write+integrations:read"));
		caller.post()
			.uri("/v1/integrations/rootfi/1234/disable")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"reason\": \"incident 4711\"}")
			.exchange()
			.expectStatus()
			.isOk();
		caller.get()
			.uri("/v1/integrations/rootfi/1234/changes")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.items[0].action")
			.isEqualTo("disable")
			.jsonPath("$.items[0].state")
			.isEqualTo("succeeded")
			.jsonPath("$.items[0].reason")
			.isEqualTo("incident 4711")
			.jsonPath("$.items[0].actor")
			.isEqualTo("billing-service");
		assertIsDisabledAndElseAsItWas();
	}

	@Test
	void printsCommandsThatWorkWhenPasted() throws Exception {
		assumeThat(pastes("curl --version")).as("curl and %s are there", BASH).startsWith("curl");
		assertThat(pastes(String.join("\n", new DemoGuide(demo).commands()))).matches("(?s)\\{.*\n200\n\\{.*\n200\n");
		assertIsDisabledAndElseAsItWas();
	}

	@Test
	void switchesTheProviderOfTheReadmeThatIsOnlyAFile() throws IOException {
		String readme = Files.readString(Path.of("README.md"));
		String descriptor = Files.readString(Path.of("docs/descriptors/svix.yaml"));
		assertThat(readme).contains(descriptor.replaceAll("(?m)^#.*\n", ""));
		String path = Pattern.compile("localhost:8080(/v1/integrations/svix/\\S+)")
			.matcher(readme)
			.results()
			.findFirst()
			.orElseThrow()
			.group(1);
		caller(token("billing-service", "demo-only-billing", "integrations:write+integrations:read")).post()
			.uri(path)
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.observed.enabled")
			.isEqualTo(false);
		assertThat(demo.svix().enabled()).isFalse();
	}

	@Test
	void letsTheAdminUiDoEverything() {
		caller(token("admin-ui", "demo-only-admin", "integrations:read+integrations:write+providers:manage")).get()
			.uri("/v1/providers")
			.exchange()
			.expectStatus()
			.isOk();
	}

	@Test
	void givesBillingServiceNoPowerOverProviders() {
		requestToken("billing-service", "demo-only-billing", "providers:manage").expectStatus().isBadRequest();
	}

	@Test
	void describesTheApiToEverybody() {
		RestTestClient anybody = client(demo.gatewayUrl());
		anybody.get().uri("/v3/api-docs").exchange().expectStatus().isOk();
		anybody.get().uri("/swagger-ui/index.html").exchange().expectStatus().isOk();
		assertThat(new DemoGuide(demo).toString()).contains(demo.gatewayUrl() + "/swagger-ui.html");
	}

	/**
	 * What another demonstration shows until it is ready, as Maven starts it. In this
	 * process, the gateways of other tests may log something at any time.
	 */
	private static String shownByAnother(Path screen) throws Exception {
		Process another = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-cp",
				System.getProperty("java.class.path"), TestSwitchgearApplication.class.getName(), "--server.port=0",
				"--management.server.port=0", "--demo.issuer-port=0", "--demo.whisk-port=0", "--demo.rootfi-port=0",
				"--demo.svix-port=0")
			.redirectErrorStream(true)
			.redirectOutput(screen.toFile())
			.start();
		try {
			await().atMost(MAX_START)
				.failFast(() -> !another.isAlive())
				.until(() -> Files.readString(screen).contains("Swagger UI: "));
			return Files.readString(screen);
		}
		finally {
			another.destroy();
			// It has a database to end
			assertThat(another.waitFor(MAX_START.toSeconds(), TimeUnit.SECONDS)).isTrue();
		}
	}

	private static void assertIsDisabledAndElseAsItWas() {
		assertThat(demo.rootfi().get(1234)).satisfies((integration) -> {
			assertThat(integration.disabled()).isTrue();
			assertThat(integration.clientId()).isEqualTo("demo-zoho-client");
			assertThat(integration.clientSecret()).isEqualTo("demo-zoho-secret");
			assertThat(integration.identity()).isTrue();
		});
	}

	private static String token(String client, String secret, String scopes) {
		Map<?, ?> answer = requestToken(client, secret, scopes).expectStatus()
			.isOk()
			.returnResult(Map.class)
			.getResponseBody();
		return String.valueOf(Objects.requireNonNull(answer).get("access_token"));
	}

	private static RestTestClient.ResponseSpec requestToken(String client, String secret, String scopes) {
		return client(demo.issuer().tokenUrl().toString()).post()
			.headers((headers) -> headers.setBasicAuth(client, secret))
			.contentType(MediaType.APPLICATION_FORM_URLENCODED)
			.body("grant_type=client_credentials&scope=" + scopes)
			.exchange();
	}

	private static RestTestClient caller(String token) {
		return client(demo.gatewayUrl()).mutate().defaultHeader("Authorization", "Bearer " + token).build();
	}

	private static RestTestClient client(String url) {
		return RestTestClient.bindToServer().baseUrl(url).build();
	}

	private static String pastes(String lines) throws InterruptedException {
		try {
			Process shell = new ProcessBuilder(BASH, "--norc", "-c", lines).redirectErrorStream(true).start();
			String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			shell.waitFor();
			return output;
		}
		catch (IOException ex) {
			return "";
		}
	}

}
