package io.switchgear.console.login;

import java.util.Map;

import io.switchgear.console.session.ConditionalOnLogin;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Sends people to the issuer. */
final class LoginStart implements OAuth2AuthorizationRequestResolver {

	private static final RequestMatcher START = PathPatternRequestMatcher.withDefaults()
		.matcher(HttpMethod.GET, LoginPath.START);

	private final DefaultOAuth2AuthorizationRequestResolver requests;

	LoginStart(ClientRegistrationRepository registrations, Map<String, String> parameters) {
		this.requests = new DefaultOAuth2AuthorizationRequestResolver(registrations);
		requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce()
			.andThen((login) -> login.additionalParameters((sent) -> sent.putAll(parameters))));
	}

	@Override
	public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
		return START.matches(request) ? requests.resolve(request, ConditionalOnLogin.REGISTRATION) : null;
	}

	@Override
	public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request, String registration) {
		return resolve(request);
	}

}
