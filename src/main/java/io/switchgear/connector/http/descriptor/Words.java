package io.switchgear.connector.http.descriptor;

import java.util.List;
import java.util.Locale;

import tools.jackson.databind.JsonNode;

/**
 * Words that a value of an answer is compared with. Text is the same in either case;
 * {@code absent}, {@code null} and {@code present} are words too.
 */
record Words(List<JsonNode> list) {

	private static final String ABSENT = "absent";

	private static final String PRESENT = "present";

	Words {
		list = List.copyOf(list);
	}

	static Words of(List<JsonNode> list, String pointer) {
		if (list.isEmpty()) {
			throw new Fault(pointer, "is missing");
		}
		list.stream().filter(JsonNode::isContainer).findFirst().ifPresent((word) -> {
			throw new Fault(pointer, "must be a word or a list of words");
		});
		return new Words(list);
	}

	boolean match(JsonNode value) {
		for (JsonNode word : list) {
			if (matches(word, value)) {
				return true;
			}
		}
		return false;
	}

	private static boolean matches(JsonNode word, JsonNode value) {
		if (is(word, ABSENT)) {
			return value.isMissingNode();
		}
		if (is(word, PRESENT)) {
			return !value.isMissingNode() && !value.isNull();
		}
		return same(word, value);
	}

	private static boolean same(JsonNode one, JsonNode other) {
		return (one.isString() && other.isString()) ? one.stringValue().equalsIgnoreCase(other.stringValue())
				: one.equals(other);
	}

	/** Whether some value would be a word of both. */
	boolean overlaps(Words others) {
		return list.stream()
			.anyMatch((word) -> others.list.stream()
				.anyMatch((other) -> same(word, other) || coversValue(word, other) || coversValue(other, word)));
	}

	private static boolean coversValue(JsonNode word, JsonNode other) {
		return is(word, PRESENT) && !is(other, ABSENT) && !other.isNull();
	}

	/** The first one, which is what is sent. */
	JsonNode first() {
		return list.getFirst();
	}

	/** Whether the first one is a value that can be sent. */
	boolean canBeSent() {
		return !is(first(), ABSENT) && !is(first(), PRESENT);
	}

	private static boolean is(JsonNode word, String name) {
		return word.isString() && word.stringValue().toLowerCase(Locale.ROOT).equals(name);
	}

}
