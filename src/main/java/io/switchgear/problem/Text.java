package io.switchgear.problem;

/** The one place that says which text may be stored and shown, and that cuts it. */
public final class Text {

	private Text() {
	}

	/**
	 * Whether the text may be stored: it has no control characters and no half of a
	 * surrogate pair, which no UTF-8 can carry.
	 */
	public static boolean isStorable(String text) {
		return text.codePoints().allMatch(Text::isStorable);
	}

	/**
	 * Whether a value that has to be right to the last character, such as a secret, is
	 * free of what copying adds: line breaks, blanks around it, characters that nobody
	 * sees.
	 */
	public static boolean isVerbatim(String value) {
		return value.codePoints().allMatch(Text::isVisible) && (value.isEmpty() || !hasBlankEnds(value));
	}

	private static boolean hasBlankEnds(String value) {
		return isBlank(value.codePointAt(0)) || isBlank(value.codePointBefore(value.length()));
	}

	/** Cuts the text between two characters if it has more than that. */
	public static String cut(String text, int longest) {
		return (text.codePointCount(0, text.length()) <= longest) ? text
				: text.substring(0, text.offsetByCodePoints(0, longest - 1)) + "…";
	}

	/** With a question mark for each character that may not be stored. */
	public static String replaced(String text) {
		StringBuilder replaced = new StringBuilder();
		text.codePoints().map((point) -> isStorable(point) ? point : '?').forEach(replaced::appendCodePoint);
		return replaced.toString();
	}

	private static boolean isStorable(int codePoint) {
		return !Character.isISOControl(codePoint) && Character.getType(codePoint) != Character.SURROGATE;
	}

	private static boolean isVisible(int codePoint) {
		return isStorable(codePoint) && switch (Character.getType(codePoint)) {
			case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
			default -> true;
		};
	}

	private static boolean isBlank(int codePoint) {
		return Character.isSpaceChar(codePoint) || Character.isWhitespace(codePoint);
	}

}
