package io.switchgear.replica;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.LongStream;

import io.switchgear.support.FreePort;
import io.switchgear.support.TestDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a crash of the database server leaves, in the middle of many callers. */
@Timeout(240)
class DatabaseCrashTests {

	private static final int CALLERS = 32;

	@Test
	void losesNothingThatWasConfirmed(@TempDir Path directory) throws Exception {
		Path data = directory.resolve("data");
		EmbeddedPostgres server = start(data, FreePort.find());
		TestDatabase database = new TestDatabase(server.getJdbcUrl("postgres", "postgres"), "postgres", "");
		try (Replicas replicas = new Replicas(database); Callers callers = new Callers()) {
			replicas.startAll();
			LongStream.rangeClosed(1, 2 * CALLERS)
				.forEach((id) -> replicas.rootfi.add(id, "XERO", "1000.clientidentifier.0001", "the-secret", false,
						true));
			callers.call(replicas.one(), CALLERS, 2 * CALLERS).call(replicas.other(), CALLERS, 2 * CALLERS);
			await().atMost(ReplicaJourney.RECOVERED).until(() -> callers.confirmed() > 100);
			crash(data);
			await().atMost(ReplicaJourney.SOON).until(() -> callers.otherStatuses().contains(503));
			callers.stop();
			server.close();
			try (EmbeddedPostgres restarted = start(data, server.getPort())) {
				assertThat(restarted.getPort()).isEqualTo(server.getPort());
				await().atMost(Duration.ofSeconds(30))
					.until(() -> replicas.one().get("/v1/integrations").status() == 200);
				callers.assertNothingLost(replicas, 2 * CALLERS);
				assertThat(callers.otherStatuses()).isSubsetOf(409, 503);
			}
		}
	}

	/**
	 * A data directory that exists is used as it is. Commits are flushed, as servers do
	 * by default, and which the builder switches off.
	 */
	private static EmbeddedPostgres start(Path data, int port) throws IOException {
		return TestDatabase.server()
			.setPort(port)
			.setServerConfig("synchronous_commit", "on")
			.setDataDirectory(data)
			.setCleanDataDirectory(false)
			.setRegisterShutdownHook(false)
			.start();
	}

	/** As {@code pg_ctl stop -m immediate}: no session ends its transaction. */
	private static void crash(Path data) throws Exception {
		String pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst();
		assertThat(new ProcessBuilder("kill", "-QUIT", pid).start().waitFor()).isZero();
		await().atMost(ReplicaJourney.SOON)
			.until(() -> ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isEmpty());
	}

}
