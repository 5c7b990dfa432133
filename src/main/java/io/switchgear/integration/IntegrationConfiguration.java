package io.switchgear.integration;

import io.switchgear.credential.CredentialCipher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
class IntegrationConfiguration {

	@Bean
	IntegrationStore integrationStore(JdbcClient jdbc, CredentialCipher cipher) {
		return new IntegrationStore(jdbc, cipher);
	}

}
