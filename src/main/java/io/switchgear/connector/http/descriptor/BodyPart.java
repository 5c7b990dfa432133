package io.switchgear.connector.http.descriptor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON with placeholders as whole values, read once. */
public sealed interface BodyPart {

	/** Its value in a call; a missing node if it has none, and is to be left out. */
	JsonNode fill(Values values);

	Stream<Placeholder> placeholders();

	/**
	 * Reads it.
	 * @throws Fault if a text has a placeholder in the middle, or one that no body may
	 * have
	 */
	static BodyPart of(JsonNode json, Set<String> parts, String pointer) {
		if (json.isObject()) {
			Map<String, BodyPart> members = new LinkedHashMap<>();
			json.properties().forEach((member) -> {
				String below = pointer + "/" + member.getKey().replace("~", "~0").replace("/", "~1");
				members.put(member.getKey(), of(member.getValue(), parts, below));
			});
			return new Members(members);
		}
		if (json instanceof ArrayNode array) {
			return new Items(array.valueStream().map((item) -> of(item, parts, pointer)).toList());
		}
		return json.isString() ? ofText(json, parts, pointer) : new Constant(json);
	}

	private static BodyPart ofText(JsonNode json, Set<String> parts, String pointer) {
		String text = json.stringValue();
		Placeholder placeholder = Placeholder.whole(text, parts, pointer);
		if (placeholder == null) {
			if (Placeholder.IN_TEXT.matcher(text).find()) {
				throw new Fault(pointer, "has a placeholder within text; in a body it must be the whole value");
			}
			return new Constant(json);
		}
		if (placeholder.kind().secret()) {
			throw new Fault(pointer, "has the key in the body; {key} and {token} can be sent in headers only");
		}
		return new Hole(placeholder);
	}

	/** A value that is always the same. */
	record Constant(JsonNode value) implements BodyPart {

		@Override
		public JsonNode fill(Values values) {
			return value;
		}

		@Override
		public Stream<Placeholder> placeholders() {
			return Stream.empty();
		}

	}

	/** A value that the call knows. */
	record Hole(Placeholder placeholder) implements BodyPart {

		@Override
		public JsonNode fill(Values values) {
			return values.of(placeholder);
		}

		@Override
		public Stream<Placeholder> placeholders() {
			return Stream.of(placeholder);
		}

	}

	/** An object. */
	record Members(Map<String, BodyPart> members) implements BodyPart {

		/** Whether the member has a value that no call can leave open. */
		boolean gives(String name) {
			BodyPart part = members.get(name);
			return part != null && !(part instanceof Hole);
		}

		@Override
		public JsonNode fill(Values values) {
			ObjectNode object = JsonNodeFactory.instance.objectNode();
			members.forEach((name, part) -> {
				JsonNode value = part.fill(values);
				if (!value.isMissingNode()) {
					object.set(name, value);
				}
			});
			return object;
		}

		@Override
		public Stream<Placeholder> placeholders() {
			return members.values().stream().flatMap(BodyPart::placeholders);
		}

	}

	/** An array. */
	record Items(List<BodyPart> items) implements BodyPart {

		@Override
		public JsonNode fill(Values values) {
			ArrayNode array = JsonNodeFactory.instance.arrayNode();
			items.stream().map((item) -> item.fill(values)).filter((item) -> !item.isMissingNode()).forEach(array::add);
			return array;
		}

		@Override
		public Stream<Placeholder> placeholders() {
			return items.stream().flatMap(BodyPart::placeholders);
		}

	}

}
