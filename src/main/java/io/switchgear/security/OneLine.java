package io.switchgear.security;

import org.jspecify.annotations.Nullable;

/** Makes text of unknown origin fit for one line of the log. */
public final class OneLine {

	private static final int MAX_LENGTH = 300;

	private OneLine() {
	}

	public static String of(@Nullable String text) {
		StringBuilder line = new StringBuilder();
		String.valueOf(text).codePoints().limit(MAX_LENGTH).forEach((character) -> {
			if (isPlain(character)) {
				line.appendCodePoint(character);
			}
			else {
				line.append('?');
			}
		});
		return line.toString();
	}

	/** Returns false for line breaks and whatever else is not shown as it is. */
	static boolean isPlain(int character) {
		return switch (Character.getType(character)) {
			case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
					Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
				false;
			default -> true;
		};
	}

}
