package io.switchgear.outbound;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.BitSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.switchgear.credential.Secret;

/**
 * Secrets that must not be shown, in none of the usual encodings. Occurrences are found
 * first and cut out together, so that a secret that is part of another, or overlaps it,
 * leaves nothing behind.
 */
final class Concealment {

	private static final String REDACTED = "[redacted]";

	// What is shorter would be found in words that have nothing to do with it.
	private static final int MIN_LENGTH = 4;

	private static final int BYTES_PER_GROUP = 3;

	private static final double CHARACTERS_PER_BYTE = 4 / 3.0;

	private final Set<Secret> secrets = ConcurrentHashMap.newKeySet();

	void add(Secret secret) {
		if (secret.reveal().length() >= MIN_LENGTH) {
			secrets.add(secret);
		}
	}

	String redacted(String text) {
		BitSet found = new BitSet(text.length());
		secrets.stream()
			.flatMap((secret) -> spellings(secret.reveal()))
			.forEach((spelling) -> spelling.mark(text, found));
		StringBuilder redacted = new StringBuilder();
		int from = 0;
		for (int start = found.nextSetBit(0); start >= 0; start = found.nextSetBit(from)) {
			redacted.append(text, from, start).append(REDACTED);
			from = found.nextClearBit(start);
		}
		return redacted.append(text, from, text.length()).toString();
	}

	private static Stream<SecretSpelling> spellings(String secret) {
		byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
		return Stream
			.concat(Stream.of(secret), Stream.of(Base64.getEncoder(), Base64.getUrlEncoder())
				.flatMap((encoder) -> Stream.concat(
						Stream.of(encoder.encodeToString(bytes), encoder.withoutPadding().encodeToString(bytes)),
						Stream.of(0, 1, 2).map((offset) -> within(encoder, bytes, offset)))))
			.distinct()
			.filter((spelling) -> spelling.length() >= MIN_LENGTH)
			.map(SecretSpelling::new);
	}

	/**
	 * What base64 makes of the bytes whatever stands around them, such as the name in
	 * front of a password.
	 */
	private static String within(Base64.Encoder encoder, byte[] bytes, int offset) {
		byte[] shifted = new byte[offset + bytes.length];
		System.arraycopy(bytes, 0, shifted, offset, bytes.length);
		String encoded = encoder.withoutPadding().encodeToString(shifted);
		int first = (int) Math.ceil(offset * CHARACTERS_PER_BYTE);
		int last = (shifted.length % BYTES_PER_GROUP == 0) ? encoded.length() : encoded.length() - 1;
		return encoded.substring(first, Math.max(first, last));
	}

}
