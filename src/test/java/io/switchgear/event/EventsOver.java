package io.switchgear.event;

import java.time.Duration;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Events of a database of the test's own. */
public final class EventsOver {

	private EventsOver() {
	}

	/** Reads them. */
	public static ChangeEvents of(JdbcClient jdbc) {
		return new ChangeEvents(jdbc, Duration.ZERO);
	}

}
