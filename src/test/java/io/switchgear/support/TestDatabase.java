package io.switchgear.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A real PostgreSQL server: a container where a Docker engine answers, else an embedded
 * one. The image may be named by the system property
 * {@code switchgear.test.postgres-image} or by the environment variable
 * {@code SWITCHGEAR_TEST_POSTGRES_IMAGE}, where {@code embedded} means no image.
 *
 * @param url JDBC URL of an empty database
 */
public record TestDatabase(String url, String user, String password) {

	private static final Logger log = LoggerFactory.getLogger(TestDatabase.class);

	private static final String IMAGE = System.getProperty("switchgear.test.postgres-image",
			System.getenv().getOrDefault("SWITCHGEAR_TEST_POSTGRES_IMAGE", "postgres:17-alpine"));

	private static final String EMBEDDED = "embedded";

	private static final int MAX_PULL_SECONDS = 60;

	private static volatile String used = "no database";

	/** The one server of this JVM. */
	public static TestDatabase shared() {
		return Shared.INSTANCE;
	}

	/** What {@link #shared} has turned out to be so far, for people. */
	public static String used() {
		return used;
	}

	/** An empty database on the same server, in place of one of that name. */
	public TestDatabase another(String name) {
		JdbcClient here = JdbcClient.create(new DriverManagerDataSource(url, user, password));
		here.sql("drop database if exists " + name + " with (force)").update();
		here.sql("create database " + name).update();
		return new TestDatabase(url.replaceFirst("(//[^/]+/)[^?]+", "$1" + name), user, password);
	}

	private static TestDatabase start() {
		Optional<PostgreSQLContainer> container = newContainer();
		used = container.isPresent() ? "PostgreSQL in a container (" + IMAGE + ")" : "an embedded PostgreSQL";
		log.info("Tests use {}", used);
		return container.map(TestDatabase::started).orElseGet(TestDatabase::embedded);
	}

	/** A container that has yet to be started; none where it cannot be had. */
	public static Optional<PostgreSQLContainer> newContainer() {
		if (IMAGE.equals(EMBEDDED) || !DockerEngine.answers()) {
			log.info("No Docker engine answers, or none is wanted: there is no PostgreSQL in a container");
			return Optional.empty();
		}
		if (!imageIsThere(DockerClientFactory.lazyClient())) {
			log.warn("The image {} cannot be had: there is no PostgreSQL in a container", IMAGE);
			return Optional.empty();
		}
		// Several gateways at once, each with pools of its own
		return Optional.of(new PostgreSQLContainer(DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("postgres"))
			.withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=300"));
	}

	private static TestDatabase started(PostgreSQLContainer container) {
		container.start();
		Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
		return new TestDatabase(container.getJdbcUrl(), container.getUsername(), container.getPassword());
	}

	/** Testcontainers itself would try for minutes where no registry is within reach. */
	private static boolean imageIsThere(DockerClient docker) {
		try {
			docker.inspectImageCmd(IMAGE).exec();
			return true;
		}
		catch (NotFoundException absent) {
			return pulled(docker);
		}
	}

	private static boolean pulled(DockerClient docker) {
		try {
			docker.pullImageCmd(IMAGE).start().awaitCompletion(MAX_PULL_SECONDS, TimeUnit.SECONDS);
			docker.inspectImageCmd(IMAGE).exec();
			return true;
		}
		catch (DockerException | DockerClientException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	/**
	 * An embedded server, at a port that nothing else takes meanwhile. It may take its
	 * time to start.
	 */
	public static EmbeddedPostgres.Builder server() {
		return EmbeddedPostgres.builder().setPort(FreePort.find()).setPGStartupWait(Duration.ofMinutes(1));
	}

	private static TestDatabase embedded() {
		try {
			EmbeddedPostgres server = server().start();
			return new TestDatabase(server.getJdbcUrl("postgres", "postgres"), "postgres", "");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static final class Shared {

		private static final TestDatabase INSTANCE = start();

	}

}
