package io.switchgear.console.login;

import java.time.Clock;

import io.switchgear.console.session.ConditionalOnLogin;
import io.switchgear.console.session.ConsoleSessions;
import io.switchgear.console.session.LiveSessions;
import io.switchgear.console.session.StoredSessions;
import io.switchgear.credential.CredentialCipher;
import io.switchgear.security.IssuerUrl;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;

/** Login at the issuer, for whoever names the client that the console is. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnLogin
@EnableConfigurationProperties({ LoginProperties.class, OAuth2ClientProperties.class })
class LoginConfiguration {

	@Bean
	ClientRegistrationRepository consoleRegistration(OAuth2ClientProperties properties, IssuerUrl addresses) {
		return ConsoleRegistration.repository(properties, addresses);
	}

	@Bean
	TokenRefresh tokenRefresh(StoredSessions sessions, ClientRegistrationRepository registrations, Clock clock) {
		return new TokenRefresh(sessions, registrations, new IssuerTokens(), clock);
	}

	@Bean
	SessionTokens sessionTokens(ConsoleSessions sessions, LiveSessions live, TokenRefresh refresh, Clock clock) {
		return new SessionTokens(sessions, live, refresh, clock);
	}

	@Bean
	EndOfLogin endOfLogin(ConsoleSessions sessions, ClientRegistrationRepository registrations) {
		return new EndOfLogin(sessions, registrations);
	}

	@Bean
	ConsoleLogin consoleLogin(ClientRegistrationRepository registrations, LoginProperties properties,
			ConsoleSessions sessions, CredentialCipher cipher, Clock clock) {
		return new ConsoleLogin(registrations, properties.parameters(), new LoginInFlight(registrations, cipher, clock),
				new LoginOutcome(sessions));
	}

}
