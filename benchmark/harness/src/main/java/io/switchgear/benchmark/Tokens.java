package io.switchgear.benchmark;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/** Signs the tokens of the callers, as their issuer would. */
final class Tokens {

	private static final Duration LIFETIME = Duration.ofHours(24);

	private final KeyPair pair;

	Tokens() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
			generator.initialize(2048);
			this.pair = generator.generateKeyPair();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** The JWK set that proves the tokens. */
	String keys() {
		RSAPublicKey key = (RSAPublicKey) pair.getPublic();
		return """
				{"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"benchmark","n":"%s","e":"%s"}]}"""
			.formatted(encode(key.getModulus()), encode(key.getPublicExponent()));
	}

	String token() {
		long now = Instant.now().getEpochSecond();
		String content = encode("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"benchmark\"}") + "." + encode("""
				{"sub":"benchmark","aud":"switchgear","iat":%d,"exp":%d,\
				"scope":"integrations:read integrations:write providers:manage"}""".formatted(now,
				now + LIFETIME.toSeconds()));
		try {
			Signature signature = Signature.getInstance("SHA256withRSA");
			signature.initSign(pair.getPrivate());
			signature.update(content.getBytes(StandardCharsets.US_ASCII));
			return content + "." + encode(signature.sign());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String encode(String text) {
		return encode(text.getBytes(StandardCharsets.UTF_8));
	}

	private static String encode(BigInteger number) {
		byte[] bytes = number.toByteArray();
		int start = (bytes[0] == 0 && bytes.length > 1) ? 1 : 0;
		return encode(Arrays.copyOfRange(bytes, start, bytes.length));
	}

	private static String encode(byte[] bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

}
