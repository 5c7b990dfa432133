package io.switchgear.connector.http.descriptor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** JSON Pointers (RFC 6901) of a descriptor, and names of headers beside them. */
public final class Pointers {

	static final JsonPointer ROOT = JsonPointer.empty();

	private static final String HEADER = "header:";

	private Pointers() {
	}

	static JsonPointer of(@Nullable String text, String pointer) {
		if (text == null) {
			throw new Fault(pointer, "is missing");
		}
		try {
			return JsonPointer.compile(text);
		}
		catch (IllegalArgumentException ex) {
			throw new Fault(pointer, "must be a JSON Pointer, which begins with a slash (RFC 6901)");
		}
	}

	static JsonPointer orRoot(@Nullable String text, String pointer) {
		return (text != null) ? of(text, pointer) : ROOT;
	}

	static List<JsonPointer> of(List<String> texts, String pointer) {
		return texts.stream().map((text) -> of(text, pointer)).toList();
	}

	static Map<String, JsonPointer> of(Map<String, String> texts, String pointer) {
		Map<String, JsonPointer> pointers = new LinkedHashMap<>();
		texts.forEach((name, text) -> {
			if (!name.matches(Descriptor.NAME)) {
				throw new Fault(pointer + "/" + name, "must be a name of letters, digits and _");
			}
			pointers.put(name, of(text, pointer + "/" + name));
		});
		return pointers;
	}

	/** The first that leads to text or a number, null if none does. */
	public static @Nullable String text(JsonNode json, List<JsonPointer> pointers) {
		for (JsonPointer pointer : pointers) {
			String text = text(json.at(pointer));
			if (text != null) {
				return text;
			}
		}
		return null;
	}

	public static @Nullable String text(JsonNode value) {
		return (value.isString() || value.isNumber()) ? value.asString() : null;
	}

	/** Where a request id is: in bodies or in headers. */
	public record Anywhere(List<JsonPointer> bodies, List<String> headers) {

		static Anywhere of(List<String> texts, String pointer) {
			return new Anywhere(
					texts.stream()
						.filter((text) -> !text.startsWith(HEADER))
						.map((text) -> Pointers.of(text, pointer))
						.toList(),
					texts.stream()
						.filter((text) -> text.startsWith(HEADER))
						.map((text) -> text.substring(HEADER.length()).strip())
						.toList());
		}

		public @Nullable String in(HttpHeaders answered, JsonNode body) {
			for (String header : headers) {
				String value = answered.getFirst(header);
				if (value != null) {
					return value;
				}
			}
			return text(body, bodies);
		}

	}

}
