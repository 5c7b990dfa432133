package io.switchgear.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that serves HTTP and that this program started. */
final class Server implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofMinutes(5);

	private static final HttpClient CLIENT = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

	private final Process process;

	private final Duration startup;

	/**
	 * Starts it and waits until it is ready.
	 * @param ready what answers 200 as soon as it is
	 */
	Server(List<String> command, Map<String, String> environment, Path log, URI ready) {
		// In a session of its own: Linux shares processors between sessions first, and
		// each of PostgreSQL's is one
		List<String> detached = Stream.concat(Stream.of("setsid"), command.stream()).toList();
		ProcessBuilder builder = new ProcessBuilder(detached).redirectErrorStream(true).redirectOutput(log.toFile());
		builder.environment().putAll(environment);
		long started = System.nanoTime();
		try {
			this.process = builder.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
		while (!answers(ready)) {
			if (!process.isAlive()) {
				throw new IllegalStateException("It ended with " + process.exitValue() + ": " + log);
			}
			if (System.nanoTime() - started > PATIENCE.toNanos()) {
				process.destroyForcibly();
				throw new IllegalStateException("It is not ready: " + log);
			}
		}
		this.startup = Duration.ofNanos(System.nanoTime() - started);
	}

	Duration startup() {
		return startup;
	}

	long cpuMicros() {
		return Proc.cpuMicros(process.pid());
	}

	long residentMegabytes() {
		return Proc.residentKilobytes(process.pid()) / 1_024;
	}

	private static boolean answers(URI ready) {
		HttpRequest request = HttpRequest.newBuilder(ready).timeout(Duration.ofSeconds(2)).build();
		try {
			if (CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
				return true;
			}
		}
		catch (IOException _) {
			// Not yet
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
		Pause.of(Duration.ofMillis(20));
		return false;
	}

	@Override
	public void close() {
		process.destroy();
		try {
			if (!process.waitFor(180, TimeUnit.SECONDS)) {
				process.destroyForcibly();
			}
		}
		catch (InterruptedException _) {
			process.destroyForcibly();
		}
	}

}
