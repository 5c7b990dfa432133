package io.switchgear.credential;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.AesGcmKey;

/**
 * Digests of what may hold secrets (HMAC-SHA-256). Without the keyset, guesses cannot be
 * compared with them.
 */
public final class KeyedDigest {

	private static final String MAC = "HmacSHA256";

	// Keeps its keys apart from any other that is derived from the same keyset.
	private static final byte[] PURPOSE = "switchgear/keyed-digest/v1".getBytes(StandardCharsets.US_ASCII);

	private static final int KEY_BYTES = 32;

	private final List<SecretKey> keys;

	private KeyedDigest(List<SecretKey> keys) {
		this.keys = keys;
	}

	/**
	 * Derives a key of its own from each of the keyset (HKDF, RFC 5869).
	 * @throws GeneralSecurityException if one of them is not for AES-GCM
	 */
	@AccessesPartialKey
	static KeyedDigest of(KeysetHandle keyset) throws GeneralSecurityException {
		List<SecretKey> keys = new ArrayList<>();
		for (int index = 0; index < keyset.size(); index++) {
			KeysetHandle.Entry entry = keyset.getAt(index);
			if (!(entry.getKey() instanceof AesGcmKey key)) {
				throw new GeneralSecurityException("A key of the keyset is not for AES-GCM");
			}
			keys.add(entry.isPrimary() ? 0 : keys.size(),
					derived(key.getKeyBytes().toByteArray(InsecureSecretKeyAccess.get())));
		}
		return new KeyedDigest(List.copyOf(keys));
	}

	/**
	 * The digests of the text by each key: that of the primary one, which is to be kept,
	 * comes first; a kept one is any of them while keys are rotated.
	 */
	public List<String> of(Secret text) {
		return keys.stream().map((key) -> digest(key, text.reveal())).toList();
	}

	private static SecretKey derived(byte[] key) throws GeneralSecurityException {
		return KDF.getInstance("HKDF-SHA256")
			.deriveKey(MAC, HKDFParameterSpec.ofExtract().addIKM(key).thenExpand(PURPOSE, KEY_BYTES));
	}

	private static String digest(SecretKey key, String text) {
		try {
			Mac mac = Mac.getInstance(MAC);
			mac.init(key);
			return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
