package io.switchgear.credential;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import com.google.crypto.tink.Aead;
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
			return opened(integrationId, ciphertext);
		}
		catch (GeneralSecurityException ex) {
			failures.increment();
			throw new UndecryptableException(integrationId, ex);
		}
	}

	/**
	 * What {@link #encrypt} made for that purpose and somebody else kept; empty if it did
	 * not. Unlike one that is stored here, such a ciphertext may be anything, and is
	 * counted nowhere.
	 */
	public Optional<Map<String, Secret>> decryptForeign(String purpose, byte[] ciphertext) {
		try {
			return Optional.of(opened(purpose, ciphertext));
		}
		catch (GeneralSecurityException ex) {
			return Optional.empty();
		}
	}

	private Map<String, Secret> opened(String purpose, byte[] ciphertext) throws GeneralSecurityException {
		Map<String, String> plain = json.readValue(aead.decrypt(ciphertext, associatedData(purpose)), PLAIN_FORM);
		Map<String, Secret> credentials = new LinkedHashMap<>();
		plain.forEach((name, value) -> credentials.put(name, Secret.of(value)));
		return credentials;
	}

	private static byte[] associatedData(String integrationId) {
		return integrationId.getBytes(StandardCharsets.UTF_8);
	}

}
