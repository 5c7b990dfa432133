package io.switchgear.security;

/**
 * Which names of callers can be written down as they are. Others could be held to
 * nothing; those without a name would share idempotency keys.
 */
final class CallerName {

	static final int MAX_LENGTH = 255;

	private CallerName() {
	}

	static boolean isUsable(String name) {
		return !name.isBlank() && name.codePointCount(0, name.length()) <= MAX_LENGTH
				&& name.codePoints().allMatch(OneLine::isPlain);
	}

}
