package io.switchgear.console.session;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Who has the right to refresh the tokens of a session. */
class StoredSessionsTests {

	private static final Duration LONGER_THAN_THE_RIGHT = Duration.ofSeconds(16);

	private final SessionTables tables = new SessionTables();

	private final StoredSessions sessions = tables.stored;

	private final Tokens old = tables.tokens(Duration.ZERO);

	private final Tokens newer = tables.tokens("newer", Duration.ofMinutes(1));

	private final String session = tables.begin(old);

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

	@Test
	void isWhoeverMayReplaceThem() {
		long mark = sessions.claim(session).orElseThrow();
		assertThat(sessions.replace(session, mark, newer)).isTrue();
		assertThat(sessions.tokens(session)).isEqualTo(newer);
		sessions.release(session, mark);
		assertThat(sessions.replace(session, mark, old)).isFalse();
		assertThat(sessions.tokens(session)).isEqualTo(newer);
	}

	@Test
	void isStillTheOneWhoseRightHasRunOutIfNobodyElseWantsIt() {
		long late = sessions.claim(session).orElseThrow();
		tables.pass(LONGER_THAN_THE_RIGHT);
		assertThat(sessions.replace(session, late, newer)).isTrue();
		assertThat(sessions.tokens(session)).isEqualTo(newer);
	}

	@Test
	void isNoLongerTheOneWhoseSuccessorStillAsks() {
		long late = sessions.claim(session).orElseThrow();
		tables.pass(LONGER_THAN_THE_RIGHT);
		long mark = sessions.claim(session).orElseThrow();
		assertThat(sessions.replace(session, late, newer)).isFalse();
		assertThat(sessions.tokens(session)).isEqualTo(old);
		assertThat(sessions.replace(session, mark, newer)).isTrue();
	}

	@Test
	void isNoLongerTheOneWhoseSuccessorHasReplacedThem() {
		long late = sessions.claim(session).orElseThrow();
		tables.pass(LONGER_THAN_THE_RIGHT);
		long mark = sessions.claim(session).orElseThrow();
		assertThat(sessions.replace(session, mark, newer)).isTrue();
		sessions.release(session, mark);
		assertThat(sessions.replace(session, late, tables.tokens("late", Duration.ofMinutes(1)))).isFalse();
		assertThat(sessions.tokens(session)).isEqualTo(newer);
	}

	@Test
	void isNoLongerTheOneWhoseSuccessorTakesItAtThatMoment() throws Exception {
		long late = sessions.claim(session).orElseThrow();
		tables.pass(LONGER_THAN_THE_RIGHT);
		boolean replaced = tables.waitingFor(() -> assertThat(sessions.claim(session)).isPresent(),
				() -> sessions.replace(session, late, newer));
		assertThat(replaced).isFalse();
		assertThat(sessions.tokens(session)).isEqualTo(old);
	}

	@Test
	void isNobodyWhoWantsToReplaceTheTokensOfASessionThatHasEnded() {
		long mark = sessions.claim(session).orElseThrow();
		tables.end(session);
		assertThat(sessions.replace(session, mark, newer)).isFalse();
		assertThat(sessions.tokens(session)).isNull();
	}

}
