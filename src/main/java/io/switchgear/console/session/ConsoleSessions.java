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

	private final LiveSessions live;

	private final SessionProperties properties;

	private final Clock clock;

	ConsoleSessions(SealedTokens sealed, LiveSessions live, SessionProperties properties, Clock clock) {
		this.sealed = sealed;
		this.live = live;
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
			end(session);
			return null;
		}
		return new LoggedIn(session.getId(), tokens);
	}

	public void end(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		if (session != null) {
			end(session);
		}
	}

	private void end(HttpSession session) {
		live.ended(session.getId());
		session.invalidate();
	}

	/** The idle timeout never reaches beyond the end; false if that has come. */
	private boolean limit(HttpSession session) {
		Instant end = Instant.ofEpochMilli(session.getCreationTime()).plus(properties.lifetime());
		Duration left = Duration.between(clock.instant(), end);
		Duration idle = (left.compareTo(properties.idleTimeout()) < 0) ? left : properties.idleTimeout();
		int seconds = Math.toIntExact(idle.toSeconds());
		if (seconds > 0 && seconds != session.getMaxInactiveInterval()) {
			session.setMaxInactiveInterval(seconds);
		}
		return seconds > 0;
	}

	/**
	 * A session that has not ended.
	 *
	 * @param session its id, which is a secret
	 */
	public record LoggedIn(String session, Tokens tokens) {
	}

}
