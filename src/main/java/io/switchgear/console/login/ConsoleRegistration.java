package io.switchgear.console.login;

import java.util.Objects;

import io.switchgear.console.session.ConditionalOnLogin;
import io.switchgear.problem.InvalidConfiguration;
import io.switchgear.security.IssuerUrl;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientPropertiesMapper;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.SupplierClientRegistrationRepository;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/** The client that the console is at its issuer. */
final class ConsoleRegistration {

	private static final String[] SCOPES = { "openid", "integrations:read", "integrations:write", "providers:manage" };

	private ConsoleRegistration() {
	}

	/**
	 * Asks the issuer for its addresses at the first login: a start must not need it.
	 * @throws InvalidConfiguration if an address that is configured may not be called
	 */
	static ClientRegistrationRepository repository(OAuth2ClientProperties properties, IssuerUrl addresses) {
		properties.getProvider().forEach((name, issuer) -> {
			String prefix = "spring.security.oauth2.client.provider." + name + ".";
			check(prefix + "issuer-uri", issuer.getIssuerUri(), addresses);
			check(prefix + "token-uri", issuer.getTokenUri(), addresses);
			check(prefix + "jwk-set-uri", issuer.getJwkSetUri(), addresses);
		});
		OAuth2ClientProperties.Registration configured = Objects
			.requireNonNull(properties.getRegistration().get(ConditionalOnLogin.REGISTRATION));
		boolean ownScopes = configured.getScope() != null && !configured.getScope().isEmpty();
		boolean ownAddress = configured.getRedirectUri() != null;
		return new SupplierClientRegistrationRepository(() -> {
			ClientRegistration mapped = Objects
				.requireNonNull(new OAuth2ClientPropertiesMapper(properties).asClientRegistrations()
					.get(ConditionalOnLogin.REGISTRATION));
			ClientRegistration.Builder registration = ClientRegistration.withClientRegistration(mapped);
			if (!ownScopes) {
				registration.scope(SCOPES);
			}
			if (!ownAddress) {
				registration.redirectUri("{baseUrl}" + LoginPath.CALLBACK);
			}
			ClientRegistration client = registration.build();
			check("token_endpoint of the issuer", client.getProviderDetails().getTokenUri(), addresses);
			check("jwks_uri of the issuer", client.getProviderDetails().getJwkSetUri(), addresses);
			return new InMemoryClientRegistrationRepository(client);
		});
	}

	/** Codes, secrets and tokens go there. */
	private static void check(String name, @Nullable String address, IssuerUrl addresses) {
		String fault = (address != null) ? addresses.fault(address) : null;
		if (fault != null) {
			throw new InvalidConfiguration(name, fault);
		}
	}

	/**
	 * The client with the issuer's addresses.
	 * @throws OAuth2AuthorizationException if the issuer does not say what they are
	 */
	static ClientRegistration of(ClientRegistrationRepository registrations) {
		try {
			return Objects.requireNonNull(registrations.findByRegistrationId(ConditionalOnLogin.REGISTRATION));
		}
		catch (IllegalArgumentException | IllegalStateException | InvalidConfiguration ex) {
			throw new OAuth2AuthorizationException(
					new OAuth2Error(OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE, ex.getMessage(), null), ex);
		}
	}

}
