package io.switchgear.console.login;

import java.util.Objects;

import io.switchgear.console.session.ConsoleSessions;
import io.switchgear.security.OneLine;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.web.util.UrlUtils;
import org.springframework.web.util.UriComponentsBuilder;

/** Ends a session, and says where the browser ends the issuer's. */
public final class EndOfLogin {

	private static final Logger log = LoggerFactory.getLogger(EndOfLogin.class);

	/** The page that says so, from where the console is. */
	static final String LOGGED_OUT = "logged-out";

	private final ConsoleSessions sessions;

	private final ClientRegistrationRepository registrations;

	EndOfLogin(ConsoleSessions sessions, ClientRegistrationRepository registrations) {
		this.sessions = sessions;
		this.registrations = registrations;
	}

	/**
	 * Ends the session of a request, if there is one.
	 * @return the address for the browser to go to (OpenID Connect RP-Initiated Logout)
	 */
	public String of(HttpServletRequest request) {
		ConsoleSessions.LoggedIn session = sessions.of(request);
		sessions.end(request);
		if (session == null) {
			return LOGGED_OUT;
		}
		ClientRegistration registration = registration();
		Object endpoint = (registration != null)
				? registration.getProviderDetails().getConfigurationMetadata().get("end_session_endpoint") : null;
		if (registration == null || !(endpoint instanceof String address)) {
			return LOGGED_OUT;
		}
		return UriComponentsBuilder.fromUriString(address)
			.queryParam("id_token_hint", session.tokens().id().reveal())
			.queryParam("client_id", registration.getClientId())
			.queryParam("post_logout_redirect_uri", back(registration, request))
			.encode()
			.build()
			.toUriString();
	}

	private @Nullable ClientRegistration registration() {
		try {
			return ConsoleRegistration.of(registrations);
		}
		catch (OAuth2AuthorizationException ex) {
			log.warn("The issuer does not say where its sessions end: {}", OneLine.of(ex.getMessage()));
			return null;
		}
	}

	/** Beside the address that the issuer knows for logins. */
	private static String back(ClientRegistration registration, HttpServletRequest request) {
		String baseUrl = UriComponentsBuilder.fromUriString(UrlUtils.buildFullRequestUrl(request))
			.replacePath(request.getContextPath())
			.replaceQuery(null)
			.fragment(null)
			.build()
			.toUriString();
		return Objects.requireNonNull(registration.getRedirectUri())
			.replace("{baseUrl}", baseUrl)
			.replaceFirst("/login/callback$", "/" + LOGGED_OUT);
	}

}
