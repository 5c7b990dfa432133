package io.switchgear.console.session;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Which sessions still last, for streams that ask all the time. */
public final class LiveSessions {

	/** How long a stream may outlast a session that ended on another replica. */
	private static final Duration STALENESS = Duration.ofSeconds(5);

	private static final int MAX_SESSIONS = 10_000;

	private final Cache<String, Boolean> known = Caffeine.newBuilder()
		.maximumSize(MAX_SESSIONS)
		.expireAfterWrite(STALENESS)
		.executor(Runnable::run)
		.build();

	private final StoredSessions stored;

	LiveSessions(StoredSessions stored) {
		this.stored = stored;
	}

	/** As of a few seconds ago. */
	public boolean isAlive(String session) {
		try {
			return Boolean.TRUE.equals(known.get(session, stored::isAlive));
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
