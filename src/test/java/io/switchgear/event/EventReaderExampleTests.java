package io.switchgear.event;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.switchgear.support.Journey;
import io.switchgear.support.TestIssuer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The reader of events in {@code docs/api.md}, word for word, as one whose position got
 * lost.
 */
class EventReaderExampleTests extends Journey {

	private static final Path BASH = Path.of("/bin/bash");

	private static final Path CURL = Path.of("/usr/bin/curl");

	private static final Duration SOON = Duration.ofSeconds(20);

	@Test
	void comesBackAfterItWasRefusedForItsPosition(@TempDir Path folder) throws IOException {
		assumeTrue(Files.isExecutable(BASH) && Files.isExecutable(CURL), "bash and curl are there");
		rootFiIntegration();
		Path seen = folder.resolve("seen");
		Process reader = new ProcessBuilder(BASH.toString(), "-c", example().replaceFirst("last=\n", "last=nowhere\n"))
			.redirectErrorStream(true)
			.redirectOutput(seen.toFile())
			.start();
		try {
			await().atMost(SOON).until(() -> Files.readString(seen).contains("lists"));
			await().atMost(SOON).untilAsserted(() -> {
				caller().post().uri("/v1/integrations/rootfi/1234/disable").exchange().expectStatus().isOk();
				assertThat(Files.readString(seen)).contains("\"state\":\"succeeded\"");
			});
		}
		finally {
			reader.descendants().forEach(ProcessHandle::destroy);
			reader.destroy();
		}
	}

	private String example() throws IOException {
		Matcher block = Pattern.compile("```bash\n(last=.*?)```", Pattern.DOTALL)
			.matcher(Files.readString(Path.of("docs/api.md")));
		assertThat(block.find()).isTrue();
		return """
				API=%s
				token() { echo '%s'; }
				handle() { echo "$1"; }
				read_lists_anew() { echo lists; }
				""".formatted(baseUrl(), TestIssuer.shared().token("admin-ui", "integrations:read")) + block.group(1);
	}

}
