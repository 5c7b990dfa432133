package io.switchgear.console.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;

/** Sessions as all replicas see them. */
public final class StoredSessions {

	/** Longer than an issuer takes as a rule. */
	private static final Duration LEASE = Duration.ofSeconds(15);

	private final SessionRepository<? extends Session> repository;

	private final SealedTokens sealed;

	private final JdbcClient jdbc;

	private final SessionProperties limits;

	private final Clock clock;

	StoredSessions(SessionRepository<? extends Session> repository, SealedTokens sealed, JdbcClient jdbc,
			SessionProperties limits, Clock clock) {
		this.repository = repository;
		this.sealed = sealed;
		this.jdbc = jdbc;
		this.limits = limits;
		this.clock = clock;
	}

	/** The tokens as they are now; null if the session has ended. */
	public @Nullable Tokens tokens(String session) {
		Session stored = repository.findById(session);
		return (stored != null) ? sealed.open(session, stored.getAttribute(SealedTokens.ATTRIBUTE)) : null;
	}

	/**
	 * Takes the right to refresh the tokens of a session for a while: issuers that rotate
	 * refresh tokens take a second use for a theft. Returns the mark to release it with,
	 * or none if another request has it.
	 */
	public OptionalLong claim(String session) {
		Instant now = clock.instant();
		// No two that are held at once are the same: another follows only once this has
		// run out.
		long mark = now.plus(LEASE).toEpochMilli();
		int marked = jdbc.sql("""
				update console_session set refreshing_until = :until
				where session_id = :session and (refreshing_until is null or refreshing_until < :now)""")
			.param("until", mark)
			.param("now", now.toEpochMilli())
			.param("session", session)
			.update();
		return (marked == 1) ? OptionalLong.of(mark) : OptionalLong.empty();
	}

	/** Gives the right back, unless it has run out and another request has taken it. */
	public void release(String session, long mark) {
		jdbc.sql("""
				update console_session set refreshing_until = null
				where session_id = :session and refreshing_until = :mark""")
			.param("session", session)
			.param("mark", mark)
			.update();
	}

	/** Whether whoever put that mark has the right, or had it last. */
	public boolean isMarked(String session, long mark) {
		return jdbc.sql("""
				select exists (select from console_session
				               where session_id = :session and refreshing_until = :mark)""")
			.param("session", session)
			.param("mark", mark)
			.query(Boolean.class)
			.single();
	}

	/**
	 * Replaces the tokens for whoever put that mark. Returns false, and changes nothing,
	 * if another request has taken the right since, or if the session has ended.
	 */
	public boolean replace(String session, long mark, Tokens tokens) {
		// One statement, which the repository does not have: it locks the row until the
		// tokens are stored, so that nobody takes the right in between.
		return jdbc.sql("""
				update console_session_attributes set attribute_bytes = :tokens
				where attribute_name = :attribute and session_primary_id =
				  (select primary_id from console_session
				   where session_id = :session and refreshing_until = :mark for update)""")
			.param("tokens", sealed.seal(session, tokens))
			.param("attribute", SealedTokens.ATTRIBUTE)
			.param("session", session)
			.param("mark", mark)
			.update() == 1;
	}

	/** Uses a session without a request of its own; false if it has ended. */
	boolean use(String session) {
		long now = clock.millis();
		Optional<Long> lastUse = jdbc
			.sql("select last_access_time from console_session where session_id = :session and expiry_time > :now")
			.param("session", session)
			.param("now", now)
			.query(Long.class)
			.optional();
		if (lastUse.isPresent() && now - lastUse.get() >= limits.betweenUses().toMillis()) {
			prolong(session, now);
		}
		return lastUse.isPresent();
	}

	private void prolong(String session, long now) {
		jdbc.sql("""
				update console_session set last_access_time = :now,
				  expiry_time = least(:now + :idleTimeout, creation_time + :lifetime)
				where session_id = :session and expiry_time > :now""")
			.param("now", now)
			.param("idleTimeout", limits.idleTimeout().toMillis())
			.param("lifetime", limits.lifetime().toMillis())
			.param("session", session)
			.update();
	}

	/** Deletes some sessions that have expired, and says how many. */
	int sweep() {
		return jdbc
			.sql("""
					delete from console_session where primary_id in
					  (select primary_id from console_session where expiry_time < :now limit 1000 for update skip locked)""")
			.param("now", clock.millis())
			.update();
	}

}
