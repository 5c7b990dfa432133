package io.switchgear.console.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.switchgear.change.Tables;
import io.switchgear.credential.Secret;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/** Sessions of the console on a real database, with a clock that is set. */
public final class SessionTables {

	private static final Duration LIFETIME = Duration.ofMinutes(1);

	public final StoredSessions stored;

	public final Clock clock;

	private final Tables tables = Tables.empty();

	private final SessionRepository<? extends Session> repository;

	public SessionTables() {
		SessionProperties limits = new SessionProperties(Duration.ofMinutes(30), Duration.ofHours(12));
		this.clock = tables.clock;
		this.repository = new SessionConfiguration().consoleSessionRepository(new JdbcTemplate(tables.source),
				tables.transaction, limits);
		this.stored = new StoredSessions(repository, new SealedTokens(tables.cipher), tables.jdbc, limits, clock);
	}

	public void pass(Duration time) {
		tables.pass(time);
	}

	/** Begins a session with those tokens, and returns its id. */
	public String begin(Tokens tokens) {
		String session = begin(repository);
		stored.replace(session, tokens);
		return session;
	}

	private static <S extends Session> String begin(SessionRepository<S> sessions) {
		S session = sessions.createSession();
		sessions.save(session);
		return session.getId();
	}

	/** Tokens that are good for that time, or have not been for as long. */
	public Tokens tokens(Duration left) {
		Instant end = clock.instant().plus(left);
		return new Tokens(Secret.of("access"), end.minus(LIFETIME), end, Secret.of("refresh"), Secret.of("id"));
	}

	/** Whether anybody has the right to refresh the tokens, or had it last. */
	public boolean isMarked(String session) {
		return tables.jdbc.sql("select refreshing_until is not null from console_session where session_id = :session")
			.param("session", session)
			.query(Boolean.class)
			.single();
	}

}
