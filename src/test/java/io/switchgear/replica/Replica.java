package io.switchgear.replica;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.switchgear.SwitchgearApplication;
import io.switchgear.support.Answer;
import io.switchgear.support.TestIssuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A process of the gateway, made of what is packaged: no test classes, no test settings.
 * Its log is kept below {@code target/replicas}.
 */
final class Replica implements AutoCloseable {

	private static final Duration MAX_START = Duration.ofSeconds(90);

	private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

	private final Process process;

	private final Path log;

	private final Thread end = new Thread(this::kill);

	private URI baseUrl = URI.create("http://127.0.0.1");

	private Replica(Process process, Path log) {
		this.process = process;
		this.log = log;
		Runtime.getRuntime().addShutdownHook(end);
	}

	/** Begins to start one; {@link #awaitReady} has to follow. */
	static Replica launch(String name, List<String> jvmOptions, Map<String, String> settings) {
		try {
			Path log = Files.createDirectories(Path.of("target", "replicas")).resolve(name + ".log");
			Process process = new ProcessBuilder(command(jvmOptions, settings)).redirectErrorStream(true)
				.redirectOutput(log.toFile())
				.start();
			return new Replica(process, log);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<String> command(List<String> jvmOptions, Map<String, String> settings) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-Xshare:auto",
						"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
		command.addAll(jvmOptions);
		command.addAll(List.of("-cp", classpath(), SwitchgearApplication.class.getName()));
		settings.forEach((name, value) -> command.add("--" + name + "=" + value));
		return command;
	}

	private static String classpath() {
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !entry.endsWith("test-classes") && !entry.endsWith("test-classes/"))
			.collect(Collectors.joining(File.pathSeparator));
	}

	Replica awaitReady() {
		await().atMost(MAX_START).pollInterval(Duration.ofMillis(200)).until(this::isReady);
		return this;
	}

	private boolean isReady() throws IOException {
		if (!process.isAlive()) {
			throw new IllegalStateException("The replica did not start, see " + log);
		}
		Matcher port = PORT.matcher(Files.readString(log));
		if (!port.find()) {
			return false;
		}
		this.baseUrl = URI.create("http://127.0.0.1:" + port.group(1));
		return get("/v1/providers").status() == 200;
	}

	/** What it logged until it had started. */
	List<String> startLog() throws IOException {
		List<String> lines = Files.readAllLines(log);
		int started = 0;
		while (started < lines.size() && !lines.get(started).contains("Started SwitchgearApplication")) {
			started++;
		}
		return lines.subList(0, started);
	}

	boolean isAlive() {
		return process.isAlive();
	}

	Answer get(String path) {
		return send("GET", path, "");
	}

	Answer post(String path, String body, String... headers) {
		return send("POST", path, body, headers);
	}

	Answer send(String method, String path, String body, String... headers) {
		HttpRequest.Builder request = request(path)
			.method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
			.header("Content-Type", "application/json");
		if (headers.length > 0) {
			request.headers(headers);
		}
		return Answer.to(request);
	}

	HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(baseUrl.resolve(path))
			.header("Authorization", "Bearer " + TestIssuer.shared()
				.token("billing-service", "integrations:read", "integrations:write", "providers:manage"));
	}

	/** As the kernel does it where memory is short, or {@code kill -9}. */
	void kill() {
		process.destroyForcibly().onExit().join();
	}

	/** Stops all its threads where they are, as a suspended machine does. */
	void freeze() throws Exception {
		signal("STOP");
	}

	void thaw() throws Exception {
		signal("CONT");
	}

	private void signal(String signal) throws Exception {
		assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor()).isZero();
	}

	/** As an orchestrator does it. Says whether the replica ended by itself. */
	boolean stop() throws InterruptedException {
		process.destroy();
		return process.waitFor(40, TimeUnit.SECONDS);
	}

	@Override
	public void close() {
		kill();
		Runtime.getRuntime().removeShutdownHook(end);
	}

}
