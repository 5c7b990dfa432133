package io.switchgear.console.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

import io.switchgear.change.Tables;
import io.switchgear.credential.Secret;
import io.switchgear.support.DatabaseInUse;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

import static org.awaitility.Awaitility.await;

/** Sessions of the console on a real database, with a clock that is set. */
public final class SessionTables {

	private static final Duration LIFETIME = Duration.ofMinutes(1);

	public final StoredSessions stored;

	public final Clock clock;

	private final Tables tables = Tables.empty();

	private final SessionRepository<? extends Session> repository;

	private final SealedTokens sealed = new SealedTokens(tables.cipher);

	public SessionTables() {
		SessionProperties limits = new SessionProperties(Duration.ofMinutes(30), Duration.ofHours(12));
		this.clock = tables.clock;
		this.repository = new SessionConfiguration().consoleSessionRepository(new JdbcTemplate(tables.source),
				tables.transaction, limits);
		this.stored = new StoredSessions(repository, sealed, tables.jdbc, limits, clock);
	}

	public void pass(Duration time) {
		tables.pass(time);
	}

	/** Begins a session with those tokens, and returns its id. */
	public String begin(Tokens tokens) {
		return begin(repository, tokens);
	}

	private <S extends Session> String begin(SessionRepository<S> sessions, Tokens tokens) {
		S session = sessions.createSession();
		session.setAttribute(SealedTokens.ATTRIBUTE, sealed.seal(session.getId(), tokens));
		sessions.save(session);
		return session.getId();
	}

	/** Ends it as a logout does. */
	public void end(String session) {
		repository.deleteById(session);
	}

	/** Tokens that are good for that time, or have not been for as long. */
	public Tokens tokens(Duration left) {
		return tokens("access", left);
	}

	/** The same with another access token. */
	public Tokens tokens(String access, Duration left) {
		Instant end = clock.instant().plus(left);
		return new Tokens(Secret.of(access), end.minus(LIFETIME), end, Secret.of("refresh"), Secret.of("id"));
	}

	/**
	 * What comes of work that has to wait for another transaction, which has done the
	 * first thing and has yet to commit.
	 */
	<T> T waitingFor(Runnable first, Callable<T> work) throws Exception {
		FutureTask<T> waiting = new FutureTask<>(work);
		tables.transaction.executeWithoutResult((status) -> {
			first.run();
			new Thread(waiting).start();
			// It looks from a thread of its own, which is in no transaction
			await().until(() -> DatabaseInUse.sessionsWaiting(tables.jdbc) > 0);
		});
		return waiting.get();
	}

	/** Whether anybody has the right to refresh the tokens, or had it last. */
	public boolean isMarked(String session) {
		return tables.jdbc.sql("select refreshing_until is not null from console_session where session_id = :session")
			.param("session", session)
			.query(Boolean.class)
			.single();
	}

}
