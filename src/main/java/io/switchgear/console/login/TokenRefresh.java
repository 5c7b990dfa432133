package io.switchgear.console.login;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

import io.switchgear.console.session.StoredSessions;
import io.switchgear.console.session.Tokens;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import io.switchgear.security.OneLine;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/**
 * Fetches new tokens for a session, once however many requests need them and on however
 * many replicas.
 */
final class TokenRefresh {

	private static final Logger log = LoggerFactory.getLogger(TokenRefresh.class);

	private static final Duration PATIENCE = Duration.ofSeconds(8);

	private static final Duration PAUSE = Duration.ofMillis(100);

	private static final Duration ISSUER_PAUSE = Duration.ofSeconds(2);

	private final StoredSessions sessions;

	private final ClientRegistrationRepository registrations;

	private final IssuerTokens issuer;

	private final Clock clock;

	private final ReentrantLock asking = new ReentrantLock();

	private volatile @Nullable ClientRegistration known;

	TokenRefresh(StoredSessions sessions, ClientRegistrationRepository registrations, IssuerTokens issuer,
			Clock clock) {
		this.sessions = sessions;
		this.registrations = registrations;
		this.issuer = issuer;
		this.clock = clock;
	}

	/**
	 * The tokens that follow these, or these while they are good; null if the session
	 * cannot go on.
	 * @throws ProblemException with {@code gateway.issuer-unavailable} if that is not
	 * known
	 */
	@Nullable Tokens of(String session, Tokens due) {
		if (due.refresh() == null) {
			return due.areExpired(clock.instant()) ? null : due;
		}
		try {
			return refreshed(session, due);
		}
		catch (OAuth2AuthorizationException ex) {
			return afterRefusal(due, ex);
		}
	}

	private @Nullable Tokens refreshed(String session, Tokens due) {
		Instant latest = clock.instant().plus(PATIENCE);
		while (clock.instant().isBefore(latest)) {
			ClientRegistration client = client();
			OptionalLong mark = (client != null) ? sessions.claim(session) : OptionalLong.empty();
			if (client != null && mark.isPresent()) {
				try {
					return claimed(session, mark.getAsLong(), due, client);
				}
				catch (OAuth2AuthorizationException ex) {
					// Another that took the right has used up the refresh token
					if (sessions.isMarked(session, mark.getAsLong())) {
						throw ex;
					}
					return ofAnother(session);
				}
				finally {
					sessions.release(session, mark.getAsLong());
				}
			}
			if (!due.areExpired(clock.instant())) {
				return due;
			}
			LockSupport.parkNanos(PAUSE.toNanos());
			Tokens current = sessions.tokens(session);
			if (current == null || !current.access().equals(due.access())) {
				return current;
			}
		}
		throw unavailable();
	}

	/**
	 * Null while another request asks the issuer for its addresses. That may take longer
	 * than a claim lasts, so it is done before, and by one at a time.
	 */
	private @Nullable ClientRegistration client() {
		if (known == null && asking.tryLock()) {
			try {
				known = ConsoleRegistration.of(registrations);
			}
			finally {
				asking.unlock();
			}
		}
		return known;
	}

	private @Nullable Tokens claimed(String session, long mark, Tokens due, ClientRegistration client) {
		Tokens current = sessions.tokens(session);
		if (current == null || current.refresh() == null || !current.access().equals(due.access())) {
			return current;
		}
		Tokens next = issuer.refreshed(client, current, current.refresh().reveal());
		return sessions.replace(session, mark, next) ? next : ofAnother(session);
	}

	/**
	 * What there is for one that was slower than its right lasts. Its own tokens may be
	 * older than those of the request that took the right, or revoked because of it.
	 */
	private @Nullable Tokens ofAnother(String session) {
		Tokens stored = sessions.tokens(session);
		if (stored != null && stored.areExpired(clock.instant())) {
			throw unavailable();
		}
		return stored;
	}

	private @Nullable Tokens afterRefusal(Tokens due, OAuth2AuthorizationException refusal) {
		log.info("A login to the console is not prolonged: {}", OneLine.of(refusal.getMessage()));
		if (NextIdToken.INVALID.equals(refusal.getError().getErrorCode())) {
			return null;
		}
		if (!due.areExpired(clock.instant())) {
			return due;
		}
		if (OAuth2ErrorCodes.INVALID_GRANT.equals(refusal.getError().getErrorCode())) {
			return null;
		}
		throw unavailable();
	}

	private static ProblemException unavailable() {
		return Problem.of(ProblemCode.GATEWAY_ISSUER_UNAVAILABLE, "The login cannot be prolonged right now")
			.withRetryAfter(ISSUER_PAUSE)
			.asException();
	}

}
