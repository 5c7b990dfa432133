package io.switchgear.console.login;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import io.switchgear.console.session.ConsoleCookies;
import io.switchgear.credential.CredentialCipher;
import io.switchgear.credential.Secret;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.web.util.WebUtils;

/**
 * Remembers a login while the browser is at the issuer, encrypted and in a cookie: the
 * strict one of a session would not come back with the browser, and logins that nobody
 * finishes would fill the database.
 */
final class LoginInFlight implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

	private static final String NAME = "switchgear-login";

	private static final String PURPOSE = "console-login";

	private static final Duration LONGEST = Duration.ofMinutes(10);

	private final ClientRegistrationRepository registrations;

	private final CredentialCipher cipher;

	private final Clock clock;

	LoginInFlight(ClientRegistrationRepository registrations, CredentialCipher cipher, Clock clock) {
		this.registrations = registrations;
		this.cipher = cipher;
		this.clock = clock;
	}

	/** What the page showed that the login began from. */
	static String to(HttpServletRequest request) {
		return LoginPath.to((String) request.getAttribute(LoginInFlight.class.getName()));
	}

	@Override
	public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
		Map<String, Secret> values = values(request);
		Secret state = values.get(OAuth2ParameterNames.STATE);
		if (state == null || !state.reveal().equals(request.getParameter(OAuth2ParameterNames.STATE))) {
			return null;
		}
		if (clock.instant().isAfter(Instant.parse(value("until", values)))) {
			return null;
		}
		request.setAttribute(LoginInFlight.class.getName(), value(LoginPath.TO, values));
		ClientRegistration registration = registration();
		return OAuth2AuthorizationRequest.authorizationCode()
			.authorizationUri(Objects.requireNonNull(registration.getProviderDetails().getAuthorizationUri()))
			.clientId(registration.getClientId())
			.redirectUri(value(OAuth2ParameterNames.REDIRECT_URI, values))
			.scopes(registration.getScopes())
			.state(state.reveal())
			.attributes(Map.of(OAuth2ParameterNames.REGISTRATION_ID, registration.getRegistrationId(),
					OidcParameterNames.NONCE, value(OidcParameterNames.NONCE, values), PkceParameterNames.CODE_VERIFIER,
					value(PkceParameterNames.CODE_VERIFIER, values)))
			.build();
	}

	@Override
	public void saveAuthorizationRequest(@Nullable OAuth2AuthorizationRequest login, HttpServletRequest request,
			HttpServletResponse response) {
		if (login == null) {
			return;
		}
		Map<String, Secret> values = new LinkedHashMap<>();
		values.put(OAuth2ParameterNames.STATE, Secret.of(Objects.requireNonNull(login.getState())));
		values.put(OAuth2ParameterNames.REDIRECT_URI, Secret.of(Objects.requireNonNull(login.getRedirectUri())));
		values.put(OidcParameterNames.NONCE, attribute(OidcParameterNames.NONCE, login));
		values.put(PkceParameterNames.CODE_VERIFIER, attribute(PkceParameterNames.CODE_VERIFIER, login));
		values.put(LoginPath.TO, Secret.of(LoginPath.to(request.getParameter(LoginPath.TO))));
		values.put("until", Secret.of(clock.instant().plus(LONGEST).toString()));
		byte[] sealed = Objects.requireNonNull(cipher.encrypt(PURPOSE, values));
		write(Base64.getUrlEncoder().withoutPadding().encodeToString(sealed), LONGEST, request, response);
	}

	@Override
	public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(HttpServletRequest request,
			HttpServletResponse response) {
		OAuth2AuthorizationRequest login = loadAuthorizationRequest(request);
		if (login != null) {
			write("", Duration.ZERO, request, response);
		}
		return login;
	}

	private ClientRegistration registration() {
		try {
			return ConsoleRegistration.of(registrations);
		}
		catch (OAuth2AuthorizationException ex) {
			throw new OAuth2AuthenticationException(ex.getError(), ex);
		}
	}

	private Map<String, Secret> values(HttpServletRequest request) {
		Cookie cookie = WebUtils.getCookie(request, ConsoleCookies.name(NAME, request));
		if (cookie == null || cookie.getValue().isEmpty()) {
			return Map.of();
		}
		try {
			return cipher.decryptForeign(PURPOSE, Base64.getUrlDecoder().decode(cookie.getValue())).orElse(Map.of());
		}
		catch (IllegalArgumentException ex) {
			return Map.of();
		}
	}

	/** Lax: the browser comes back from the issuer's site. */
	private static void write(String value, Duration age, HttpServletRequest request, HttpServletResponse response) {
		ResponseCookie cookie = ResponseCookie.from(ConsoleCookies.name(NAME, request), value)
			.path("/")
			.httpOnly(true)
			.secure(ConsoleCookies.isSecure(request))
			.sameSite("Lax")
			.maxAge(age)
			.build();
		response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
	}

	private static Secret attribute(String name, OAuth2AuthorizationRequest login) {
		return Secret.of(Objects.requireNonNull(login.<String>getAttribute(name), name));
	}

	private static String value(String name, Map<String, Secret> values) {
		return Objects.requireNonNull(values.get(name), name).reveal();
	}

}
