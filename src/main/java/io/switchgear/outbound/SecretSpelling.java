package io.switchgear.outbound;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds a text however each of its characters is written: as it is, or escaped for a URL,
 * for JSON or for HTML.
 */
final class SecretSpelling {

	private final List<Spellings> characters;

	SecretSpelling(String text) {
		this.characters = text.codePoints().mapToObj(Spellings::of).toList();
	}

	/** Marks each position of the text that belongs to it. */
	void mark(String text, BitSet found) {
		for (int start = 0; start < text.length(); start++) {
			int end = characters.getFirst().mayBegin(text.charAt(start)) ? end(text, start) : -1;
			if (end > start) {
				found.set(start, end);
			}
		}
	}

	/** The end of the longest occurrence that begins there, -1 if none does. */
	private int end(String text, int start) {
		NavigableSet<Integer> ends = new TreeSet<>(Set.of(start));
		for (Spellings character : characters) {
			ends = character.after(text, ends);
			if (ends.isEmpty()) {
				return -1;
			}
		}
		return ends.last();
	}

	/**
	 * The ways to write a character.
	 *
	 * @param escaped read in either case, as their hexadecimal digits are
	 */
	private record Spellings(String plain, List<String> escaped) {

		// What the spellings in escaped begin with
		private static final String ESCAPES = "%\\&+";

		static Spellings of(int character) {
			String plain = Character.toString(character);
			List<String> escaped = new ArrayList<>();
			escaped.add(percent(plain, "%"));
			// Within a URL that is itself a parameter
			escaped.add(percent(plain, "%25"));
			StringBuilder unicode = new StringBuilder();
			plain.chars().forEach((unit) -> unicode.append("\\u%04x".formatted(unit)));
			escaped.add(unicode.toString());
			escaped.add("&#" + character + ";");
			escaped.add("&#x" + Integer.toHexString(character) + ";");
			escaped.add("&#0" + character + ";");
			named(character).forEach(escaped::add);
			return new Spellings(plain, List.copyOf(escaped));
		}

		private static String percent(String plain, String sign) {
			StringBuilder escaped = new StringBuilder();
			for (byte part : plain.getBytes(StandardCharsets.UTF_8)) {
				escaped.append(sign).append("%02x".formatted(part));
			}
			return escaped.toString();
		}

		private static Stream<String> named(int character) {
			return switch (character) {
				case ' ' -> Stream.of("+");
				case '"' -> Stream.of("\\\"", "\\\\\\\"", "&quot;");
				case '\\' -> Stream.of("\\\\", "\\\\\\\\");
				case '/' -> Stream.of("\\/");
				case '\t' -> Stream.of("\\t");
				case '&' -> Stream.of("&amp;");
				case '<' -> Stream.of("&lt;");
				case '>' -> Stream.of("&gt;");
				case '\'' -> Stream.of("&apos;");
				default -> Stream.empty();
			};
		}

		/** A quick look: most of a text is not worth a closer one. */
		boolean mayBegin(char character) {
			return character == plain.charAt(0) || ESCAPES.indexOf(character) >= 0;
		}

		NavigableSet<Integer> after(String text, Set<Integer> starts) {
			NavigableSet<Integer> ends = new TreeSet<>();
			for (int start : starts) {
				if (text.startsWith(plain, start)) {
					ends.add(start + plain.length());
				}
				for (String spelling : escaped) {
					if (text.regionMatches(true, start, spelling, 0, spelling.length())) {
						ends.add(start + spelling.length());
					}
				}
			}
			return ends;
		}

	}

}
