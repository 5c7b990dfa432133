package io.switchgear.problem;

import org.jspecify.annotations.Nullable;

/**
 * What the provider said when it refused or failed, fit to be shown.
 *
 * @param name the configured provider
 * @param status its HTTP status, null where it did not answer
 * @param code its own error code, opaque
 * @param message its own words, cleaned of control characters and cut
 * @param requestId its id of the call, for its support
 */
public record ProviderAnswer(String name, @Nullable Integer status, @Nullable String code, @Nullable String message,
		@Nullable String requestId) {

	private static final int MAX_MESSAGE_LENGTH = 500;

	private static final int MAX_CODE_LENGTH = 100;

	public ProviderAnswer {
		code = cleaned(code, MAX_CODE_LENGTH);
		message = cleaned(message, MAX_MESSAGE_LENGTH);
		requestId = cleaned(requestId, MAX_CODE_LENGTH);
	}

	public static ProviderAnswer none(String name) {
		return new ProviderAnswer(name, null, null, null, null);
	}

	/**
	 * What a provider wrote, in a form that can be shown and stored: without control
	 * characters, and cut. Null where nothing is left of it.
	 */
	public static @Nullable String cleaned(@Nullable String text, int longest) {
		if (text == null) {
			return null;
		}
		String clean = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}]+", " ").strip();
		if (clean.isEmpty()) {
			return null;
		}
		return Text.cut(clean, longest);
	}

}
