package io.switchgear.support;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;

/** The Docker engine, where there is one. */
public final class DockerEngine {

	private static final Logger log = LoggerFactory.getLogger(DockerEngine.class);

	private DockerEngine() {
	}

	/** Whether an engine answers that Testcontainers can work with; asked once. */
	public static boolean answers() {
		return Answer.GIVEN;
	}

	private static boolean ask() {
		try {
			return DockerClientFactory.instance().isDockerAvailable();
		}
		// An engine may be there and not be of use: without images, say, or without
		// permission.
		catch (RuntimeException ex) {
			log.warn("The Docker engine is of no use to the tests: {}", ex.getMessage());
			return false;
		}
	}

	private static final class Answer {

		private static final boolean GIVEN = ask();

	}

}
