package io.switchgear.support;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

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
 * one. Its sessions are in a time zone that no test machine is in. The image may be named
 * by {@code switchgear.test.postgres-image}.
 *
 * @param url JDBC URL of an empty database
 */
public record TestDatabase(String url, String user, String password) {

	private static final Logger log = LoggerFactory.getLogger(TestDatabase.class);

	private static final String TIME_ZONE_OFF_UTC = "options=-c%20TimeZone=Pacific/Chatham";

	private static final String IMAGE = System.getenv()
		.getOrDefault("SWITCHGEAR_TEST_POSTGRES_IMAGE", "postgres:17-alpine");

	private static final String EMBEDDED = "embedded";

	private static final int LONGEST_PULL_SECONDS = 60;

	/** The one server of this JVM. */
	public static TestDatabase shared() {
		return Shared.INSTANCE;
	}

	/** An empty database on the same server, in place of one of that name. */
	public TestDatabase another(String name) {
		JdbcClient here = JdbcClient.create(new DriverManagerDataSource(url, user, password));
		here.sql("drop database if exists " + name + " with (force)").update();
		here.sql("create database " + name).update();
		return new TestDatabase(url.replaceFirst("(//[^/]+/)[^?]+", "$1" + name), user, password);
	}

	private static boolean engineAnswers() {
		try {
			return DockerClientFactory.instance().isDockerAvailable();
		}
		// Inside a container it starts one to find its host, which may not be had either.
		catch (RuntimeException ex) {
			log.warn("A Docker engine is there but cannot be used: {}", ex.toString());
			return false;
		}
	}

	private static TestDatabase start() {
		if (IMAGE.equals(EMBEDDED) || !engineAnswers()) {
			log.info("No Docker engine answers, or none is wanted: tests run on an embedded PostgreSQL");
			return embedded();
		}
		if (!imageIsThere(DockerClientFactory.lazyClient())) {
			log.warn("The image {} cannot be had: tests run on an embedded PostgreSQL", IMAGE);
			return embedded();
		}
		log.info("Tests run on PostgreSQL in a container ({})", IMAGE);
		return container();
	}

	@SuppressWarnings("resource") // ends with the JVM
	private static TestDatabase container() {
		PostgreSQLContainer container = new PostgreSQLContainer(
				DockerImageName.parse(IMAGE).asCompatibleSubstituteFor("postgres"));
		container.start();
		Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
		String separator = container.getJdbcUrl().contains("?") ? "&" : "?";
		return new TestDatabase(container.getJdbcUrl() + separator + TIME_ZONE_OFF_UTC, container.getUsername(),
				container.getPassword());
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
			docker.pullImageCmd(IMAGE).start().awaitCompletion(LONGEST_PULL_SECONDS, TimeUnit.SECONDS);
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

	private static TestDatabase embedded() {
		try {
			EmbeddedPostgres server = EmbeddedPostgres.builder().start();
			return new TestDatabase(server.getJdbcUrl("postgres", "postgres") + "&" + TIME_ZONE_OFF_UTC, "postgres",
					"");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static final class Shared {

		private static final TestDatabase INSTANCE = start();

	}

}
