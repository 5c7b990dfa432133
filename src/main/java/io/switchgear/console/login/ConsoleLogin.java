package io.switchgear.console.login;

import java.util.Map;

import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Login at the issuer, as part of a security chain. */
public final class ConsoleLogin {

	private final ClientRegistrationRepository registrations;

	private final Map<String, String> parameters;

	private final LoginInFlight inFlight;

	private final LoginOutcome outcome;

	ConsoleLogin(ClientRegistrationRepository registrations, Map<String, String> parameters, LoginInFlight inFlight,
			LoginOutcome outcome) {
		this.registrations = registrations;
		this.parameters = parameters;
		this.inFlight = inFlight;
		this.outcome = outcome;
	}

	/** Adds it to a chain for {@code /console/}. */
	public HttpSecurity on(HttpSecurity http) throws Exception {
		OidcUserService people = new OidcUserService();
		// The ID token says who it is, and nothing else is asked.
		people.setRetrieveUserInfo((request) -> false);
		return http.oauth2Login(
				(login) -> login.loginPage("/console/login")
					.loginProcessingUrl(LoginPath.CALLBACK)
					.clientRegistrationRepository(registrations)
					.authorizedClientRepository(new ClientOfLogin())
					.authorizationEndpoint((endpoint) -> endpoint
						.authorizationRequestResolver(new LoginStart(registrations, parameters))
						.authorizationRequestRepository(inFlight))
					.tokenEndpoint((endpoint) -> endpoint.accessTokenResponseClient(IssuerTokens.ofCodes()))
					.userInfoEndpoint((endpoint) -> endpoint.oidcUserService(people))
					.successHandler(outcome)
					.failureHandler(outcome)
					.withObjectPostProcessor(new Explaining(outcome)));
	}

	/** Left to itself, the filter answers with a bare 500 if the issuer is away. */
	private record Explaining(AuthenticationFailureHandler outcome)
			implements
				ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter> {

		@Override
		public <F extends OAuth2AuthorizationRequestRedirectFilter> F postProcess(F filter) {
			filter.setAuthenticationFailureHandler(outcome);
			return filter;
		}

	}

}
