package io.switchgear.console.session;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Who has the right to refresh the tokens of a session. */
class StoredSessionsTests {

	private static final Duration LONGER_THAN_THE_RIGHT = Duration.ofSeconds(16);

	private final SessionTables tables = new SessionTables();

	private final StoredSessions sessions = tables.stored;

	private final String session = tables.begin(tables.tokens(Duration.ZERO));

	@Test
	void isOneAtATime() {
		long mark = sessions.claim(session).orElseThrow();
		assertThat(sessions.claim(session)).isEmpty();
		sessions.release(session, mark);
		assertThat(sessions.claim(session)).isPresent();
	}

	@Test
	void isAnotherOneIfTheFirstTakesTooLong() {
		sessions.claim(session);
		tables.pass(LONGER_THAN_THE_RIGHT);
		assertThat(sessions.claim(session)).isPresent();
		assertThat(sessions.claim(session)).isEmpty();
	}

	@Test
	void isNotChangedByOneWhoseRightHasRunOut() {
		long late = sessions.claim(session).orElseThrow();
		tables.pass(LONGER_THAN_THE_RIGHT);
		long mark = sessions.claim(session).orElseThrow();
		sessions.release(session, late);
		assertThat(sessions.claim(session)).isEmpty();
		sessions.release(session, mark);
		assertThat(sessions.claim(session)).isPresent();
	}

	@Test
	void isNobodyOnceTheSessionHasEnded() {
		assertThat(sessions.claim("00000000-0000-0000-0000-000000000000")).isEmpty();
	}

}
