package io.switchgear.console.login;

import java.io.IOException;
import java.time.Instant;
import java.util.Objects;

import io.switchgear.console.session.ConsoleSessions;
import io.switchgear.console.session.Tokens;
import io.switchgear.credential.Secret;
import io.switchgear.security.OneLine;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

/** Begins a session after a login, or says why there is none. */
final class LoginOutcome implements AuthenticationSuccessHandler, AuthenticationFailureHandler {

	private static final Logger log = LoggerFactory.getLogger(LoginOutcome.class);

	private static final String ROOT = "../";

	private final ConsoleSessions sessions;

	LoginOutcome(ConsoleSessions sessions) {
		this.sessions = sessions;
	}

	@Override
	public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response,
			Authentication authentication) throws IOException {
		OAuth2AuthorizedClient client = ClientOfLogin.of(request);
		OidcUser person = (OidcUser) Objects.requireNonNull(authentication.getPrincipal());
		sessions.begin(request,
				tokens(client.getAccessToken(), client.getRefreshToken(), person.getIdToken().getTokenValue()));
		PlainPage.leadingTo(ROOT + LoginInFlight.to(request), ROOT).write(HttpServletResponse.SC_OK, response);
	}

	static Tokens tokens(OAuth2AccessToken access, @Nullable OAuth2RefreshToken refresh, String id) {
		Instant issuedAt = Objects.requireNonNull(access.getIssuedAt());
		return new Tokens(Secret.of(access.getTokenValue()), issuedAt, Objects.requireNonNull(access.getExpiresAt()),
				(refresh != null) ? Secret.of(refresh.getTokenValue()) : null, Secret.of(id));
	}

	@Override
	public void onAuthenticationFailure(HttpServletRequest request, HttpServletResponse response,
			AuthenticationException ex) throws IOException {
		log.warn("A login to the console failed: {}", OneLine.of(ex.getMessage()));
		LoginFailure failure = LoginFailure
			.of((ex instanceof OAuth2AuthenticationException refused) ? refused.getError().getErrorCode() : "");
		PlainPage.saying("Login failed", failure.text(), "Try again", ROOT + "login", ROOT)
			.write(failure.status(), response);
	}

}
