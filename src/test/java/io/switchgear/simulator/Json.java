package io.switchgear.simulator;

import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON read to the letter and written in the order given. */
final class Json {

	private static final JsonMapper MAPPER = JsonMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	private static final String ADDED = "added_later";

	private Json() {
	}

	static ObjectNode object() {
		return MAPPER.createObjectNode();
	}

	/** The object in the body, or nothing where the body is anything else. */
	static Optional<ObjectNode> parse(String body) {
		try {
			return (MAPPER.readTree(body) instanceof ObjectNode object) ? Optional.of(object) : Optional.empty();
		}
		catch (JacksonException _) {
			return Optional.empty();
		}
	}

	/** With another member in each object of the body. */
	static Reply embellished(Reply reply) {
		JsonNode body = MAPPER.readTree(reply.body());
		embellish(body);
		return new Reply(reply.status(), reply.contentType(), MAPPER.writeValueAsString(body), reply.headers());
	}

	private static void embellish(JsonNode node) {
		node.forEach(Json::embellish);
		if (node instanceof ObjectNode object) {
			object.putObject(ADDED).put("by", "them");
		}
	}

	/** Without what {@link #embellished} adds, which a full replacement sends back. */
	static JsonNode plain(JsonNode node) {
		node.forEach(Json::plain);
		if (node instanceof ObjectNode object) {
			object.remove(ADDED);
		}
		return node;
	}

	static Reply reply(int status, ObjectNode body) {
		return new Reply(status, "application/json", MAPPER.writeValueAsString(body));
	}

}
