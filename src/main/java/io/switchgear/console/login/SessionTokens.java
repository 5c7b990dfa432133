package io.switchgear.console.login;

import java.time.Clock;
import java.util.function.BooleanSupplier;

import io.switchgear.console.session.ConsoleSessions;
import io.switchgear.console.session.LiveSessions;
import io.switchgear.console.session.Tokens;
import io.switchgear.credential.Secret;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;

/** The token that a browser's calls are made with. */
public final class SessionTokens {

	private final ConsoleSessions sessions;

	private final LiveSessions live;

	private final TokenRefresh refresh;

	private final Clock clock;

	SessionTokens(ConsoleSessions sessions, LiveSessions live, TokenRefresh refresh, Clock clock) {
		this.sessions = sessions;
		this.live = live;
		this.refresh = refresh;
		this.clock = clock;
	}

	/**
	 * A token that is good for a while. May call the issuer.
	 * @throws ProblemException with {@code console.login-required} if there is no session
	 * or it cannot go on, and with {@code gateway.issuer-unavailable} if the issuer does
	 * not say whether it can
	 */
	public Access of(HttpServletRequest request) {
		ConsoleSessions.LoggedIn session = sessions.of(request);
		if (session == null) {
			throw loginRequired("There is no session, or it has ended");
		}
		if (!session.tokens().areDue(clock.instant())) {
			return access(session.session(), session.tokens());
		}
		Tokens tokens = refresh.of(session.session(), session.tokens());
		if (tokens == null) {
			sessions.end(request);
			throw loginRequired("The issuer does not prolong the login");
		}
		return access(session.session(), tokens);
	}

	private Access access(String session, Tokens tokens) {
		return new Access(tokens.access(), () -> live.isAlive(session));
	}

	private static ProblemException loginRequired(String detail) {
		return Problem.of(ProblemCode.CONSOLE_LOGIN_REQUIRED, detail).asException();
	}

	/**
	 * What a call of a session may be made with.
	 *
	 * @param lasts whether the session still lasts, as of a few seconds ago; any thread
	 * may ask, and whoever does uses the session
	 */
	public record Access(Secret token, BooleanSupplier lasts) {
	}

}
