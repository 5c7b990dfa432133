package io.switchgear.credential;

import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.switchgear.problem.InvalidConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EncryptionProperties.class)
class CredentialConfiguration {

	@Bean
	CredentialCipher credentialCipher(EncryptionProperties properties, MeterRegistry meters) {
		return from(properties,
				(keyset) -> new CredentialCipher(keyset.getPrimitive(RegistryConfiguration.get(), Aead.class), meters));
	}

	@Bean
	KeyedDigest keyedDigest(EncryptionProperties properties) {
		return from(properties, KeyedDigest::of);
	}

	private static <T> T from(EncryptionProperties properties, Use<T> use) {
		try {
			AeadConfig.register();
			return use.of(TinkJsonProtoKeysetFormat.parseKeyset(keysetOf(properties), RegistryConfiguration.get(),
					InsecureSecretKeyAccess.get()));
		}
		catch (InvalidConfiguration ex) {
			throw ex;
		}
		// The cause stays out: a parser's message may quote the keyset.
		catch (GeneralSecurityException | RuntimeException ex) {
			throw new InvalidConfiguration("switchgear.encryption.keyset",
					"is not a cleartext Tink keyset in JSON with AES-GCM keys");
		}
	}

	private static String keysetOf(EncryptionProperties properties) {
		if (properties.keyset() != null && !properties.keyset().isBlank()) {
			return properties.keyset().reveal();
		}
		if (properties.keysetFile() == null) {
			throw new InvalidConfiguration("switchgear.encryption.keyset",
					"is missing: set SWITCHGEAR_KEYSET to a Tink keyset, or keyset-file to its file");
		}
		try {
			return Files.readString(properties.keysetFile());
		}
		catch (IOException ex) {
			throw new InvalidConfiguration("switchgear.encryption.keyset-file", "cannot be read");
		}
	}

	/** What is made of the keyset. */
	private interface Use<T> {

		T of(KeysetHandle keyset) throws GeneralSecurityException;

	}

}
