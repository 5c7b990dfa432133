package io.switchgear;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The classes that a start needs. To load them while the application starts lets a second
 * processor do a part of the work. The names are in {@code start-classes.txt}, which
 * {@code StartClassesTests} keeps.
 */
final class StartClasses {

	private StartClasses() {
	}

	/** Does nothing where there is only one processor. */
	static void loadInBackground() {
		if (Runtime.getRuntime().availableProcessors() > 1) {
			Thread.ofPlatform().daemon().name("start-classes").start(StartClasses::load);
		}
	}

	private static void load() {
		ClassLoader loader = StartClasses.class.getClassLoader();
		InputStream list = Objects.requireNonNull(StartClasses.class.getResourceAsStream("start-classes.txt"));
		try (BufferedReader names = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
			names.lines().forEach((name) -> load(name, loader));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Without its static initializers: they run at the first use, as ever. */
	private static void load(String name, ClassLoader loader) {
		try {
			Class.forName(name, false, loader);
		}
		catch (ClassNotFoundException | LinkageError ex) {
			// A library or the JDK differs from those that the list was written with.
			// Whoever needs the class will report it.
		}
	}

}
