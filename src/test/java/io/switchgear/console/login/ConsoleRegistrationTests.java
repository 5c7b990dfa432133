package io.switchgear.console.login;

import io.switchgear.problem.InvalidConfiguration;
import io.switchgear.security.IssuerUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Secrets and tokens go to the addresses of the issuer. */
class ConsoleRegistrationTests {

	@ParameterizedTest
	@ValueSource(strings = { "http://login.example.com", "login.example.com", "https://user:secret@login.example.com" })
	void stopsTheStartIfTheIssuerMayNotBeCalled(String address) {
		assertThatExceptionOfType(InvalidConfiguration.class)
			.isThrownBy(() -> ConsoleRegistration.repository(client(address), new IssuerUrl(false)))
			.withMessageContaining("spring.security.oauth2.client.provider.issuer.issuer-uri must be")
			.withMessageNotContaining("secret");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://login.example.com", "http://localhost:9000" })
	void asksAnIssuerThatMayBeCalledAtTheFirstLogin(String address) {
		assertThat(ConsoleRegistration.repository(client(address), new IssuerUrl(false))).isNotNull();
	}

	@Test
	void callsAnyHostWithoutTlsIfThatIsAllowed() {
		assertThat(ConsoleRegistration.repository(client("http://issuer:9000"), new IssuerUrl(true))).isNotNull();
	}

	private static OAuth2ClientProperties client(String issuer) {
		OAuth2ClientProperties.Provider provider = new OAuth2ClientProperties.Provider();
		provider.setIssuerUri(issuer);
		OAuth2ClientProperties.Registration registration = new OAuth2ClientProperties.Registration();
		registration.setProvider("issuer");
		registration.setClientId("console");
		OAuth2ClientProperties properties = new OAuth2ClientProperties();
		properties.getProvider().put("issuer", provider);
		properties.getRegistration().put("console", registration);
		return properties;
	}

}
