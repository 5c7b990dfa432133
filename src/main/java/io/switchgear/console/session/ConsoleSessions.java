package io.switchgear.console.session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

/** The session of the browser that sends a request to the console. */
public final class ConsoleSessions {

	private final SealedTokens sealed;

	private final SessionProperties properties;

	private final Clock clock;

	ConsoleSessions(SealedTokens sealed, SessionProperties properties, Clock clock) {
		this.sealed = sealed;
		this.properties = properties;
		this.clock = clock;
	}

	/** Starts one with an id that nobody knew before the login. */
	public void begin(HttpServletRequest request, Tokens tokens) {
		end(request);
		HttpSession session = request.getSession(true);
		session.setAttribute(SealedTokens.ATTRIBUTE, sealed.seal(session.getId(), tokens));
		limit(session);
	}

	/** The session's id and tokens; null if there is none, or not any more. */
	public @Nullable LoggedIn of(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		if (session == null) {
			return null;
		}
		Tokens tokens = sealed.open(session.getId(), session.getAttribute(SealedTokens.ATTRIBUTE));
		if (tokens == null || !limit(session)) {
			session.invalidate();
			return null;
		}
		return new LoggedIn(session.getId(), tokens, end(session));
	}

	public void end(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		if (session != null) {
			session.invalidate();
		}
	}

	/** The idle timeout never reaches beyond the end; false if that has come. */
	private boolean limit(HttpSession session) {
		Duration left = Duration.between(clock.instant(), end(session));
		Duration idle = (left.compareTo(properties.idleTimeout()) < 0) ? left : properties.idleTimeout();
		int seconds = Math.toIntExact(idle.toSeconds());
		if (seconds > 0 && seconds != session.getMaxInactiveInterval()) {
			session.setMaxInactiveInterval(seconds);
		}
		return seconds > 0;
	}

	private Instant end(HttpSession session) {
		return Instant.ofEpochMilli(session.getCreationTime()).plus(properties.lifetime());
	}

	/**
	 * A session that has not ended.
	 *
	 * @param until when it ends, whatever its owner does
	 */
	public record LoggedIn(String session, Tokens tokens, Instant until) {
	}

}
