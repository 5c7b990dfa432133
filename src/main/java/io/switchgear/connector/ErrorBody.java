package io.switchgear.connector;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Lenient reading of error bodies, whatever they call themselves. */
public final class ErrorBody {

	private static final JsonMapper JSON = JsonMapper.shared();

	private ErrorBody() {
	}

	/** Empty unless the body is a JSON object. */
	public static Optional<ObjectNode> object(String body) {
		try {
			return (JSON.readTree(body) instanceof ObjectNode object) ? Optional.of(object) : Optional.empty();
		}
		catch (JacksonException ex) {
			return Optional.empty();
		}
	}

	/** The first of the members that is a string or a number, null if none is. */
	public static @Nullable String text(JsonNode object, String... members) {
		for (String member : members) {
			JsonNode value = object.path(member);
			if (value.isString() || value.isNumber()) {
				return value.asString();
			}
		}
		return null;
	}

}
