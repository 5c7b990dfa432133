package io.switchgear.credential;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Objects;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class CredentialCipherTests {

	private static final Map<String, Secret> CREDENTIALS = Map.of("clientSecret", Secret.of("c4n4ry-5b"));

	private final MeterRegistry meters = new SimpleMeterRegistry();

	private final KeysetHandle keyset = keyset();

	private final CredentialCipher cipher = cipher(keyset);

	@Test
	void givesBackWhatItEncrypted() {
		byte[] ciphertext = cipher.encrypt("rootfi/1234", CREDENTIALS);
		assertThat(ciphertext).isNotNull();
		assertThat(new String(ciphertext, StandardCharsets.ISO_8859_1)).doesNotContain("c4n4ry", "clientSecret");
		assertThat(cipher.decrypt("rootfi/1234", ciphertext)).isEqualTo(CREDENTIALS);
	}

	@Test
	void encryptsTheSameTwiceInTwoWays() {
		assertThat(cipher.encrypt("rootfi/1234", CREDENTIALS)).isNotEqualTo(cipher.encrypt("rootfi/1234", CREDENTIALS));
	}

	@Test
	void storesNothingWhereThereIsNothing() {
		assertThat(cipher.encrypt("rootfi/1234", Map.of())).isNull();
		assertThat(cipher.decrypt("rootfi/1234", null)).isEmpty();
	}

	@Test
	void refusesTheCiphertextOfAnotherIntegration() {
		byte[] ciphertext = cipher.encrypt("rootfi/1234", CREDENTIALS);
		assertThatIllegalStateException().isThrownBy(() -> cipher.decrypt("rootfi/1235", ciphertext))
			.withMessageContaining("rootfi/1235");
		assertThat(meters.counter("switchgear.credential.decryption.failures").count()).isOne();
	}

	@Test
	void refusesACiphertextThatWasAltered() {
		byte[] ciphertext = Objects.requireNonNull(cipher.encrypt("rootfi/1234", CREDENTIALS));
		ciphertext[ciphertext.length - 1] ^= 1;
		assertThatIllegalStateException().isThrownBy(() -> cipher.decrypt("rootfi/1234", ciphertext));
	}

	@Test
	void readsWithEachKeyOfTheKeysetAndWritesWithThePrimary() throws GeneralSecurityException {
		byte[] old = cipher.encrypt("rootfi/1234", CREDENTIALS);
		KeysetHandle rotated = KeysetHandle.newBuilder(keyset)
			.addEntry(KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
				.withRandomId()
				.makePrimary())
			.build();
		assertThat(cipher(rotated).decrypt("rootfi/1234", old)).isEqualTo(CREDENTIALS);
		byte[] fresh = cipher(rotated).encrypt("rootfi/1234", CREDENTIALS);
		assertThatIllegalStateException().isThrownBy(() -> cipher.decrypt("rootfi/1234", fresh))
			.withMessageContaining("the keyset lacks their key");
	}

	private CredentialCipher cipher(KeysetHandle keys) {
		try {
			return new CredentialCipher(keys.getPrimitive(RegistryConfiguration.get(), Aead.class), meters);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static KeysetHandle keyset() {
		try {
			AeadConfig.register();
			return KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
