package io.switchgear.connector.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the descriptors are that tests use. */
final class Descriptors {

	private Descriptors() {
	}

	/** Of a provider that has a connector in Java too. */
	static String ofTests(String name) {
		return "src/test/resources/descriptors/" + name + ".yaml";
	}

	/** Of the ones that are documented. */
	static String documented(String name) {
		return "docs/descriptors/" + name + ".yaml";
	}

	static String text(String path) {
		try {
			return Files.readString(Path.of(path));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** A file of its own with that text. */
	static String written(Path folder, String text) {
		try {
			return Files.writeString(folder.resolve("provider.yaml"), text).toString();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
