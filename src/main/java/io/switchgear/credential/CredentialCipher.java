package io.switchgear.credential;

import com.google.crypto.tink.Aead;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.switchgear.observation.Metric;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Encrypts the credentials of an integration (AES-256-GCM). The ciphertext is bound to
 * the integration's id: copied to another row it does not decrypt.
 */
public final class CredentialCipher {

	private static final TypeReference<Map<String, String>> PLAIN_FORM = new TypeReference<>() {
	};

	private final JsonMapper json = JsonMapper.shared();

	private final Aead aead;

	private final Counter failures;

	CredentialCipher(Aead aead, MeterRegistry meters) {
		this.aead = aead;
		this.failures = meters.counter(Metric.DECRYPTION_FAILURES.meterName());
	}

	/** Null where there is nothing to encrypt. */
	public byte @Nullable [] encrypt(String integrationId, Map<String, Secret> credentials) {
		if (credentials.isEmpty()) {
			return null;
		}
		Map<String, String> plain = new LinkedHashMap<>();
		credentials.forEach((name, secret) -> plain.put(name, secret.reveal()));
		try {
			return aead.encrypt(json.writeValueAsBytes(plain), associatedData(integrationId));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Credentials of " + integrationId + " cannot be encrypted", ex);
		}
	}

	/**
	 * Empty where nothing is stored.
	 * @throws UndecryptableException if no key of the keyset fits, or the ciphertext
	 * belongs to another integration
	 */
	public Map<String, Secret> decrypt(String integrationId, byte @Nullable [] ciphertext) {
		if (ciphertext == null) {
			return Map.of();
		}
		try {
			Map<String, String> plain = json.readValue(aead.decrypt(ciphertext, associatedData(integrationId)),
					PLAIN_FORM);
			Map<String, Secret> credentials = new LinkedHashMap<>();
			plain.forEach((name, value) -> credentials.put(name, Secret.of(value)));
			return credentials;
		}
		catch (GeneralSecurityException ex) {
			failures.increment();
			throw new UndecryptableException(integrationId, ex);
		}
	}

	private static byte[] associatedData(String integrationId) {
		return integrationId.getBytes(StandardCharsets.UTF_8);
	}

}
