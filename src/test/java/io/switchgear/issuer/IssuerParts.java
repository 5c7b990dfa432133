package io.switchgear.issuer;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerAutoConfiguration;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerJwtAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/**
 * All that the token issuer consists of. It names what it needs, because the class path
 * is the gateway's; and it is no component, because the gateway's scan would find it.
 */
@ImportAutoConfiguration({ ConfigurationPropertiesAutoConfiguration.class,
		TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
		WebMvcAutoConfiguration.class, SecurityAutoConfiguration.class, ServletWebSecurityAutoConfiguration.class,
		SecurityFilterAutoConfiguration.class, OAuth2AuthorizationServerAutoConfiguration.class,
		OAuth2AuthorizationServerJwtAutoConfiguration.class })
final class IssuerParts {

	/**
	 * A token has no scope that its person does not have, who may have it for one
	 * provider.
	 */
	@Bean
	OAuth2TokenCustomizer<JwtEncodingContext> tokensAreForTheGateway(People people) {
		return (token) -> {
			if (!OAuth2TokenType.ACCESS_TOKEN.equals(token.getTokenType())) {
				token.getClaims()
					.subject(people.subjectOf(Objects.requireNonNull(token.<Authentication>getPrincipal()).getName()));
				return;
			}
			token.getClaims().audience(List.of("switchgear")).claim("azp", token.getRegisteredClient().getClientId());
			if (!AuthorizationGrantType.CLIENT_CREDENTIALS.equals(token.getAuthorizationGrantType())) {
				String person = Objects.requireNonNull(token.<Authentication>getPrincipal()).getName();
				if (people.areShutOut(person)) {
					throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
				}
				Set<String> scopes = new LinkedHashSet<>(people.scopesOf(person));
				scopes.removeIf((scope) -> token.getAuthorizedScopes()
					.stream()
					.noneMatch((asked) -> scope.equals(asked) || scope.startsWith(asked + ":")));
				token.getClaims().claim(OAuth2ParameterNames.SCOPE, scopes);
			}
		};
	}

	@Bean
	Outage outage() {
		return new Outage();
	}

	@Bean
	People people() {
		return new People();
	}

}
