package io.switchgear;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;

/**
 * Loads the classes that a start needs while the application starts, so that a second
 * processor does part of the work. The names are in {@code start-classes.txt};
 * {@code StartClassesTests} keeps the list. A class is not initialized before something
 * uses it. With one processor, Spring Boot skips this.
 */
class StartClasses implements BackgroundPreinitializer {

	@Override
	public void preinitialize() throws IOException {
		ClassLoader loader = StartClasses.class.getClassLoader();
		InputStream list = Objects.requireNonNull(StartClasses.class.getResourceAsStream("start-classes.txt"));
		try (BufferedReader names = new BufferedReader(new InputStreamReader(list, StandardCharsets.UTF_8))) {
			names.lines().forEach((name) -> load(name, loader));
		}
	}

	private static void load(String name, ClassLoader loader) {
		try {
			Class.forName(name, false, loader);
		}
		catch (ClassNotFoundException | LinkageError ex) {
			// A library or the JDK has changed since the list was written. What is
			// missing is nobody's loss here.
		}
	}

}
