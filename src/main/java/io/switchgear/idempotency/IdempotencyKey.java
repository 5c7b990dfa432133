package io.switchgear.idempotency;

import jakarta.servlet.http.HttpServletRequest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

import io.switchgear.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What makes a repeat known as one (IETF draft-ietf-httpapi-idempotency-key-header).
 *
 * @param caller keys of different callers have nothing to do with each other
 * @param value as the caller chose it
 * @param fingerprint of method, path, query and body; the same key with another one is
 * refused
 */
public record IdempotencyKey(String caller, String value, String fingerprint) {

	/** The header that carries it. */
	public static final String HEADER = "Idempotency-Key";

	private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,255}");

	/**
	 * Null where the request has none.
	 * @param body as it was read, in one form whatever its white space
	 */
	public static @Nullable IdempotencyKey of(HttpServletRequest request, String caller, @Nullable Object body) {
		String value = request.getHeader(HEADER);
		if (value == null) {
			return null;
		}
		if (!FORM.matcher(value).matches()) {
			throw Problem.invalid(HEADER, "must have from 1 to 255 visible ASCII characters").asException();
		}
		String whole = String.join("\n", request.getMethod(), request.getRequestURI(),
				String.valueOf(request.getQueryString()), String.valueOf(body));
		return new IdempotencyKey(caller, value, digest(whole));
	}

	private static String digest(String text) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
