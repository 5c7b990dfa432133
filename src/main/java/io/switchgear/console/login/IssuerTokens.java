package io.switchgear.console.login;

import java.time.Duration;

import io.switchgear.console.session.Tokens;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.RestClientRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.web.client.RestClient;

/** Gets tokens from the issuer, which may not take long. */
final class IssuerTokens {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

	private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

	private final RestClientRefreshTokenTokenResponseClient refreshing = new RestClientRefreshTokenTokenResponseClient();

	IssuerTokens() {
		refreshing.setRestClient(client());
	}

	static OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> ofCodes() {
		RestClientAuthorizationCodeTokenResponseClient codes = new RestClientAuthorizationCodeTokenResponseClient();
		codes.setRestClient(client());
		return codes;
	}

	/**
	 * The tokens that follow these. What the issuer does not give anew stays.
	 * @throws OAuth2AuthorizationException if it gives none, or those of another login
	 */
	Tokens refreshed(ClientRegistration registration, Tokens old, String refresh) {
		OAuth2AccessTokenResponse response = refreshing
			.getTokenResponse(
					new OAuth2RefreshTokenGrantRequest(
							registration, new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER,
									old.access().reveal(), old.issuedAt(), old.expiresAt()),
							new OAuth2RefreshToken(refresh, null)));
		String id = NextIdToken.of(response.getAdditionalParameters().get(OidcParameterNames.ID_TOKEN),
				old.id().reveal());
		return LoginOutcome.tokens(response.getAccessToken(), response.getRefreshToken(), id);
	}

	private static RestClient client() {
		SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
		requests.setConnectTimeout(CONNECT_TIMEOUT);
		requests.setReadTimeout(READ_TIMEOUT);
		return RestClient.builder()
			.requestFactory(requests)
			.configureMessageConverters((converters) -> converters.disableDefaults()
				.addCustomConverter(new FormHttpMessageConverter())
				.addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
			.defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
			.build();
	}

}
