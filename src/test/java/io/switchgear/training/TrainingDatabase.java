package io.switchgear.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.awaitility.Awaitility;

/**
 * An empty PostgreSQL in a directory. It is prepared where there is a shell, which its
 * {@code initdb} needs, and started in the image, which has none.
 */
final class TrainingDatabase implements AutoCloseable {

	private static final int PORT = 5432;

	private static final String URL = "jdbc:postgresql://127.0.0.1:" + PORT + "/postgres";

	private static final String USER = "postgres";

	private static final Duration START = Duration.ofSeconds(60);

	private final Process server;

	private TrainingDatabase(Process server) {
		this.server = server;
	}

	/**
	 * Prepares one.
	 * @param arguments the directory, which has to exist and be empty
	 */
	public static void main(String[] arguments) throws IOException {
		Path directory = Path.of(arguments[0]);
		EmbeddedPostgres.builder()
			.setOverrideWorkingDirectory(directory.toFile())
			.setDataDirectory(directory.resolve("data"))
			.setCleanDataDirectory(false)
			// A small base image has no other
			.setLocaleConfig("locale", "C")
			.start()
			.close();
	}

	/** Starts the one of that directory, and returns when it can be used. */
	static TrainingDatabase start(Path directory) throws IOException {
		Path program = program(directory);
		ProcessBuilder command = new ProcessBuilder(program.toString(), "-D", directory.resolve("data").toString(),
				"-p", String.valueOf(PORT), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c",
				"fsync=off", "-c", "max_connections=100")
			.inheritIO();
		command.environment().put("LD_LIBRARY_PATH", program.resolve("../../lib").normalize().toString());
		Process server = command.start();
		Awaitility.await().atMost(START).until(() -> {
			if (!server.isAlive()) {
				throw new IllegalStateException("PostgreSQL ended before it was ready");
			}
			return answers();
		});
		return new TrainingDatabase(server);
	}

	private static Path program(Path directory) throws IOException {
		try (Stream<Path> files = Files.walk(directory, 3)) {
			return files.filter((file) -> file.endsWith(Path.of("bin", "postgres"))).findFirst().orElseThrow();
		}
	}

	private static boolean answers() {
		try (Connection connection = DriverManager.getConnection(URL, USER, "")) {
			return connection.isValid(1);
		}
		catch (SQLException ex) {
			return false;
		}
	}

	/** What the gateway is told of it. */
	Map<String, String> environment() {
		return Map.of("SPRING_DATASOURCE_URL", URL, "SPRING_DATASOURCE_USERNAME", USER, "SPRING_DATASOURCE_PASSWORD",
				"");
	}

	@Override
	public void close() {
		// What it holds is thrown away.
		server.destroyForcibly();
	}

}
