package io.switchgear.container;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.utility.DockerImageName;

import static org.assertj.core.api.Assumptions.assumeThat;
import static org.assertj.core.api.Assumptions.assumeThatCode;

/**
 * The image under test. {@code SWITCHGEAR_TEST_IMAGE}, or the system property
 * {@code switchgear.test.image}, names one that is there, or none; else it is built from
 * the Dockerfile, on the base images that {@code BUILD_IMAGE} and {@code RUNTIME_IMAGE}
 * name.
 */
final class GatewayImage {

	private static final String NONE = "none";

	private GatewayImage() {
	}

	/** Aborts the tests where the image is neither there nor can be built. */
	static DockerImageName name() {
		return DockerImageName.parse(Holder.NAME);
	}

	private static String find() {
		String named = System.getProperty("switchgear.test.image", System.getenv("SWITCHGEAR_TEST_IMAGE"));
		assumeThat(named).as("an image of the gateway").isNotEqualTo(NONE);
		return (named != null) ? named : build();
	}

	private static String build() {
		ImageFromDockerfile image = new ImageFromDockerfile("switchgear-under-test", false)
			.withDockerfile(Path.of("Dockerfile").toAbsolutePath())
			.withBuildArgs(baseImages());
		assumeThatCode(image::get).as("building the image").doesNotThrowAnyException();
		return image.get();
	}

	private static Map<String, String> baseImages() {
		return Stream.of("BUILD_IMAGE", "RUNTIME_IMAGE")
			.filter(System.getenv()::containsKey)
			.collect(Collectors.toMap(Function.identity(), System.getenv()::get));
	}

	private static final class Holder {

		private static final String NAME = find();

	}

}
