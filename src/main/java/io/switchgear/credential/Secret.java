package io.switchgear.credential;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonValue;
import io.switchgear.problem.Text;

/**
 * A value that must not be seen. Printing it, logging it or writing it as JSON shows that
 * it is set and nothing more; {@link #reveal()} is the only way to the value.
 */
public final class Secret {

	private static final Pattern MASK = Pattern
		.compile("(?i).*[*•●█]{3,}.*|.*(…|\\.{3,}).*|[x]{4,}|[-_.]+|\\W?(set|redacted|hidden|masked|secret)\\W?");

	// A mask that shows how the value begins or ends.
	private static final Pattern PARTIAL_MASK = Pattern
		.compile("([\\w.-]*?)(?:[*•●█]{3,}|…|\\.{3,})(?:.*(?:[*•●█]{3,}|…|\\.{3,}))?([\\w.-]*)");

	private static final int SHORTEST_TO_HINT_AT = 16;

	private static final int HINT_LENGTH = 4;

	private final String value;

	private Secret(String value) {
		this.value = value;
	}

	public static Secret of(String value) {
		return new Secret(value);
	}

	public String reveal() {
		return value;
	}

	public boolean isBlank() {
		return value.isBlank();
	}

	/** Whether this is what a provider or a form shows in place of a secret. */
	public boolean looksMasked() {
		return isBlank() || MASK.matcher(value.strip()).matches();
	}

	/**
	 * Whether this may be the value that is shown: it is the same, or a mask whose
	 * visible beginning and end are its own.
	 */
	public boolean mayBeShownAs(Secret shown) {
		if (!shown.looksMasked()) {
			return equals(shown);
		}
		Matcher mask = PARTIAL_MASK.matcher(shown.value.strip());
		return !mask.matches() || (value.startsWith(mask.group(1)) && value.endsWith(mask.group(2)));
	}

	/**
	 * Enough for a person to recognise an identifier by; only for values that are no
	 * secrets in themselves.
	 */
	public String hint() {
		if (value.codePointCount(0, value.length()) < SHORTEST_TO_HINT_AT || !Text.isStorable(value)) {
			return wireForm();
		}
		return value.substring(0, value.offsetByCodePoints(0, HINT_LENGTH)) + "…"
				+ value.substring(value.offsetByCodePoints(value.length(), -HINT_LENGTH));
	}

	@JsonValue
	public String wireForm() {
		return "set";
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof Secret secret && secret.value.equals(value);
	}

	@Override
	public int hashCode() {
		return value.hashCode();
	}

	@Override
	public String toString() {
		return "Secret[***]";
	}

}
