package io.switchgear.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A file of the repository that says what the code does, compared whole.
 * {@code -Dswitchgear.test.rewrite=true} writes it anew.
 */
public record CheckedInFile(Path path) {

	private static final boolean REWRITE = Boolean.getBoolean("switchgear.test.rewrite");

	/** By its path in the repository. */
	public static CheckedInFile of(String path) {
		return new CheckedInFile(Path.of(path));
	}

	/** Fails with the lines that differ. */
	public void shows(String content) {
		try {
			if (REWRITE) {
				Files.createDirectories(path.toAbsolutePath().getParent());
				Files.writeString(path, content);
			}
			String checkedIn = Files.exists(path) ? Files.readString(path) : "";
			assertThat(differences(checkedIn.lines().toList(), content.lines().toList()))
				.as("%s is out of date; look at the difference, then run the test with -Dswitchgear.test.rewrite=true",
						path)
				.isEmpty();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Fails with the lines that differ between two lines that mark a part of the file.
	 */
	public void showsBetween(String begin, String end, String content) {
		try {
			String checkedIn = Files.readString(path);
			int from = checkedIn.indexOf(begin + "\n");
			int to = checkedIn.indexOf(end + "\n");
			assertThat(from).as("%s has a line %s", path, begin).isNotNegative();
			assertThat(to).as("%s has a line %s", path, end).isGreaterThan(from);
			shows(checkedIn.substring(0, from) + begin + "\n" + content + checkedIn.substring(to));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<String> differences(List<String> before, List<String> now) {
		return IntStream.range(0, Math.max(before.size(), now.size()))
			.boxed()
			.filter((line) -> !at(before, line).equals(at(now, line)))
			.flatMap((line) -> Stream.of("- " + at(before, line), "+ " + at(now, line)))
			.toList();
	}

	private static String at(List<String> lines, int index) {
		return (index < lines.size()) ? lines.get(index) : "";
	}

}
