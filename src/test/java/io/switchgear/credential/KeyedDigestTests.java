package io.switchgear.credential;

import java.security.GeneralSecurityException;

import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class KeyedDigestTests {

	private static final Secret TEXT = Secret.of("{\"clientSecret\":\"c4n4ry-5b\"}");

	@Test
	void isTheSameForTheSameTextAndKeyOnly() throws GeneralSecurityException {
		KeysetHandle keyset = keyset();
		String digest = KeyedDigest.of(keyset).of(TEXT).getFirst();
		assertThat(digest).matches("[0-9a-f]{64}").isEqualTo(KeyedDigest.of(keyset).of(TEXT).getFirst());
		assertThat(KeyedDigest.of(keyset).of(Secret.of("another"))).doesNotContain(digest);
		assertThat(KeyedDigest.of(keyset()).of(TEXT)).doesNotContain(digest);
	}

	@Test
	void knowsWhatItGaveBeforeItsKeysWereRotated() throws GeneralSecurityException {
		KeysetHandle before = keyset();
		KeysetHandle.Builder.Entry added = KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
			.withRandomId();
		KeysetHandle prepared = KeysetHandle.newBuilder(before).addEntry(added).build();
		String old = KeyedDigest.of(before).of(TEXT).getFirst();
		assertThat(KeyedDigest.of(prepared).of(TEXT)).hasSize(2).first().isEqualTo(old);
		KeysetHandle promoted = promoted(prepared);
		assertThat(KeyedDigest.of(promoted).of(TEXT)).hasSize(2).contains(old).first().isNotEqualTo(old);
		// A replica that has not got the new primary key yet knows what others give.
		assertThat(KeyedDigest.of(prepared).of(TEXT)).contains(KeyedDigest.of(promoted).of(TEXT).getFirst());
	}

	@Test
	void refusesKeysThatItCannotDeriveFrom() throws GeneralSecurityException {
		AeadConfig.register();
		KeysetHandle other = KeysetHandle.generateNew(PredefinedAeadParameters.XCHACHA20_POLY1305,
				RegistryConfiguration.get());
		assertThatExceptionOfType(GeneralSecurityException.class).isThrownBy(() -> KeyedDigest.of(other));
	}

	private static KeysetHandle promoted(KeysetHandle keyset) throws GeneralSecurityException {
		KeysetHandle.Builder builder = KeysetHandle.newBuilder(keyset);
		builder.getAt(1).makePrimary();
		return builder.build();
	}

	private static KeysetHandle keyset() throws GeneralSecurityException {
		AeadConfig.register();
		return KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get());
	}

}
