package io.switchgear.container;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ContainerConfig;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.wait.strategy.Wait;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

@NeedsDocker
class GatewayImageTests {

	/** Of the web server; background work would have as much again. */
	private static final Duration GRACE = Duration.ofSeconds(25);

	private static final Pattern FLAG = Pattern.compile("(?m)^ *\\w+ (\\w+) += (\\S+)");

	@AutoClose
	@SuppressWarnings("NullAway.Init")
	private static Surroundings surroundings;

	@AutoClose
	@SuppressWarnings("NullAway.Init")
	private static GatewayContainer gateway;

	@BeforeAll
	static void start() {
		surroundings = Surroundings.start();
		gateway = new GatewayContainer(GatewayImage.name(), surroundings.environment());
		gateway.start();
	}

	@Test
	void namesAUserByNumberWhoIsNotRoot() {
		ContainerConfig config = Objects.requireNonNull(DockerClientFactory.lazyClient()
			.inspectImageCmd(GatewayImage.name().asCanonicalNameString())
			.exec()
			.getConfig());
		assertThat(config.getUser()).matches("[1-9]\\d*:[1-9]\\d*");
	}

	@Test
	void startsWithoutAWarningOnOneScreen() {
		String startLog = gateway.getLogs().split("Started SwitchgearApplication", 2)[0];
		assertThat(startLog).doesNotContain("WARN", "ERROR");
		assertThat(startLog.lines()).hasSizeLessThan(25);
	}

	@Test
	void hasNoShellUnlessTheSiteChoseABaseImageWithOne() {
		assumeThat(System.getenv("RUNTIME_IMAGE")).isNull();
		try (GatewayContainer shell = new GatewayContainer(GatewayImage.name(), Map.of())) {
			shell.withCreateContainerCmdModifier((command) -> command.withEntrypoint("/bin/sh", "-c", "echo a shell"));
			shell.waitingFor(Wait.forLogMessage("a shell\\s*", 1));
			assertThatException().isThrownBy(shell::start);
		}
	}

	@Test
	void hasTheParallelCollectorAndHalfTheMemoryAsHeap() {
		assertThat(flags("-XX:AOTMode=on")).contains("MaxRAMPercentage=50.000000", "UseParallelGC=true",
				"UsePerfData=false");
	}

	@Test
	void letsTheSiteChooseHeapAndCollector() {
		assertThat(flags("-XX:MaxRAMPercentage=75 -XX:-UseParallelGC -XX:+UseZGC"))
			.contains("MaxRAMPercentage=75.000000", "UseZGC=true", "UseParallelGC=false");
	}

	@Test
	void disablesAnIntegration() throws Exception {
		surroundings.rootfi().add(1234, "ZOHO_BOOKS", "1000.client", "a-secret", false, true);
		HttpResponse<String> answer = post("/v1/integrations/rootfi/1234/disable");
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(answer.body()).contains("\"sync\":\"in_sync\"");
		assertThat(surroundings.rootfi().get(1234).disabled()).isTrue();
	}

	@Test
	void refusesACallerWithoutAToken() throws Exception {
		HttpRequest request = HttpRequest.newBuilder(gateway.api("/v1/providers")).build();
		try (HttpClient client = HttpClient.newHttpClient()) {
			assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(401);
		}
	}

	@Test
	void losesNoRequestWhenItIsAskedToEnd() {
		try (GatewayContainer ending = new GatewayContainer(GatewayImage.name(), surroundings.environment())) {
			ending.start();
			Load load = Load.on(ending, surroundings);
			load.awaitAnswers(40);
			OffsetDateTime asked = OffsetDateTime.now(ZoneOffset.UTC);
			ending.terminate();
			await().atMost(GRACE.multipliedBy(3)).until(() -> !ending.isRunning());
			load.awaitEnd();

			assertThat(load.failures()).isEmpty();
			assertThat(load.dismissals()).as("callers that were sent elsewhere").isEqualTo(Load.CALLERS);
			assertThat(surroundings.changesUnderWay()).isZero();
			InspectContainerResponse.ContainerState state = ending.getCurrentContainerInfo().getState();
			assertThat(state.getExitCodeLong()).as("exit code after SIGTERM").isEqualTo(143);
			assertThat(OffsetDateTime.parse(Objects.requireNonNull(state.getFinishedAt()))).isBefore(asked.plus(GRACE));
		}
	}

	/** The flags of a JVM that gets these options; the application goes no further. */
	private static Set<String> flags(String options) {
		try (GatewayContainer printing = new GatewayContainer(GatewayImage.name(),
				Map.of("JDK_JAVA_OPTIONS", options + " -XX:+PrintFlagsFinal"))) {
			printing.waitingFor(Wait.forLogMessage(".* UseZGC .*", 1));
			printing.start();
			return FLAG.matcher(printing.getLogs())
				.results()
				.map((flag) -> flag.group(1) + "=" + flag.group(2))
				.collect(Collectors.toSet());
		}
	}

	private static HttpResponse<String> post(String path) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(gateway.api(path))
			.header("Authorization", "Bearer " + surroundings.token())
			.POST(HttpRequest.BodyPublishers.noBody())
			.build();
		try (HttpClient client = HttpClient.newHttpClient()) {
			return client.send(request, HttpResponse.BodyHandlers.ofString());
		}
	}

}
