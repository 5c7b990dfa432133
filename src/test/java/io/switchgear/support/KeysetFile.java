package io.switchgear.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a new keyset to a file, once: what an earlier one encrypted stays readable. */
final class KeysetFile {

	private KeysetFile() {
	}

	/**
	 * Leaves the file alone if it is there.
	 * @param arguments the file's path
	 */
	public static void main(String[] arguments) throws IOException {
		Path file = Path.of(arguments[0]);
		if (Files.notExists(file)) {
			Files.writeString(file, TestKeyset.create());
		}
	}

}
