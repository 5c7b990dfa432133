package io.switchgear.connector.http.descriptor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/** Text with placeholders in it, read once. */
public record Template(List<Piece> pieces) {

	/**
	 * Reads the text.
	 * @throws Fault if it has a placeholder that stands for nothing
	 */
	static Template of(String text, Set<String> parts, String pointer) {
		List<Piece> pieces = new ArrayList<>();
		Matcher matcher = Placeholder.IN_TEXT.matcher(text);
		int from = 0;
		while (matcher.find()) {
			if (matcher.start() > from) {
				pieces.add(new Literal(text.substring(from, matcher.start())));
			}
			pieces.add(new Hole(Placeholder.of(matcher.group(1), parts, pointer)));
			from = matcher.end();
		}
		if (from < text.length()) {
			pieces.add(new Literal(text.substring(from)));
		}
		return new Template(List.copyOf(pieces));
	}

	Stream<Placeholder> placeholders() {
		return pieces.stream().filter(Hole.class::isInstance).map((hole) -> ((Hole) hole).placeholder());
	}

	/** The text with what the placeholders stand for. */
	public String fill(Function<Placeholder, String> values) {
		StringBuilder filled = new StringBuilder();
		for (Piece piece : pieces) {
			switch (piece) {
				case Literal(String text) -> filled.append(text);
				case Hole(Placeholder placeholder) -> filled.append(values.apply(placeholder));
			}
		}
		return filled.toString();
	}

	/** A piece of the text. */
	public sealed interface Piece {

	}

	/** Text as it stands. */
	public record Literal(String text) implements Piece {
	}

	/** A place to be filled. */
	public record Hole(Placeholder placeholder) implements Piece {
	}

}
