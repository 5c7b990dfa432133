package io.switchgear.benchmark;

import java.time.LocalTime;
import java.time.temporal.ChronoUnit;

/** Says on standard error how far it is. */
final class Progress {

	private Progress() {
	}

	static void say(String format, Object... values) {
		System.err.println(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + " " + String.format(format, values));
	}

}
