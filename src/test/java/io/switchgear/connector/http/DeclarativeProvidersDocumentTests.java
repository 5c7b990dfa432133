package io.switchgear.connector.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.switchgear.provider.CheckDescriptor;
import io.switchgear.support.CheckedInFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every example of the page is a descriptor, and the command says of it what is shown.
 */
class DeclarativeProvidersDocumentTests {

	private static final Path PAGE = Path.of("docs/declarative-providers.md");

	private static final Pattern EXAMPLE = Pattern
		.compile("(?s)```yaml\n(?<yaml>[^`]*)```\n(?<tail>.*?)(?=```yaml|\\z)");

	private static final Pattern CONSOLE = Pattern.compile(
			"(?s)```console\n\\$ java -jar switchgear.jar check-descriptor (?<arguments>[^\n]*)\n(?<shown>.*?)```");

	private Path folder;

	@BeforeEach
	void writeInto(@TempDir Path empty) {
		folder = empty;
	}

	@Test
	void showsWhatTheCommandSays() throws IOException {
		String page = Files.readString(PAGE);
		CheckedInFile.of(PAGE.toString())
			.shows(EXAMPLE.matcher(page).replaceAll((example) -> Matcher.quoteReplacement(retried(example))));
	}

	@Test
	void hasNoExampleThatIsNoDescriptor() throws IOException {
		List<String> examples = EXAMPLE.matcher(Files.readString(PAGE))
			.results()
			.filter((example) -> !CONSOLE.matcher(example.group("tail")).find())
			.map((example) -> example.group("yaml"))
			.toList();
		assertThat(examples).hasSizeGreaterThan(5)
			.allSatisfy((yaml) -> assertThat(DescriptorTrial.of(Descriptors.written(folder, yaml))).isNotNull());
	}

	private String retried(MatchResult example) {
		String yaml = "```yaml\n" + example.group("yaml") + "```\n";
		return yaml + CONSOLE.matcher(example.group("tail"))
			.replaceAll((console) -> Matcher.quoteReplacement(
					"```console\n$ java -jar switchgear.jar check-descriptor " + console.group("arguments") + "\n"
							+ output(example.group("yaml"), console.group("arguments")) + "```"));
	}

	private String output(String yaml, String arguments) {
		try {
			String file = arguments.split(" ", -1)[0];
			Path written = Files.writeString(folder.resolve(file), yaml);
			ByteArrayOutputStream output = new ByteArrayOutputStream();
			PrintStream print = new PrintStream(output, true, StandardCharsets.UTF_8);
			CheckDescriptor.run(List.of(arguments.replace(file, written.toString()).split(" ", -1)), Map.of(), print,
					print);
			return output.toString(StandardCharsets.UTF_8).replace(written.toString(), file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
