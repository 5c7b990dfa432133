package io.switchgear.console.session;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Which sessions still last, for streams that ask all the time. A session is in use while
 * they do.
 */
public final class LiveSessions {

	/** How long a stream may outlast a session that ended on another replica. */
	private static final Duration STALENESS = Duration.ofSeconds(5);

	private static final int MAX_SESSIONS = 10_000;

	private final Cache<String, Boolean> known;

	private final StoredSessions stored;

	/**
	 * @param betweenUses how often it has to be asked so that a session does not end
	 */
	LiveSessions(StoredSessions stored, Duration betweenUses) {
		this.stored = stored;
		this.known = Caffeine.newBuilder()
			.maximumSize(MAX_SESSIONS)
			.expireAfterWrite((betweenUses.compareTo(STALENESS) < 0) ? betweenUses : STALENESS)
			.executor(Runnable::run)
			.build();
	}

	/** As of a few seconds ago. Whoever asks uses the session. */
	public boolean isAlive(String session) {
		try {
			return Boolean.TRUE.equals(known.get(session, stored::use));
		}
		// That nobody knows it is no reason to log people out.
		catch (DataAccessException | TransactionException ex) {
			return true;
		}
	}

	void ended(String session) {
		known.put(session, false);
	}

}
