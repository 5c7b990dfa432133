package io.switchgear.benchmark;

import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

/** Says on standard error how far it is. */
final class Progress {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

	private Progress() {
	}

	static void say(String format, Object... values) {
		System.err.println(TIME.format(LocalTime.now()) + " " + String.format(format, values));
	}

}
