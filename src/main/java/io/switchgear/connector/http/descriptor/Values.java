package io.switchgear.connector.http.descriptor;

import java.util.Map;

import io.switchgear.connector.Desired;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.MissingNode;

/**
 * What placeholders stand for in one call. Holds credentials in clear, so it does not
 * print them.
 *
 * @param parts of the id, by their names
 * @param states null if the provider has no words for its states
 */
public record Values(String id, Map<String, String> parts, Desired desired, @Nullable States states) {

	private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

	/** A missing node if the call says nothing about it. */
	JsonNode of(Placeholder placeholder) {
		String name = placeholder.name();
		return switch (placeholder.kind()) {
			case ID -> JSON.stringNode(idOrPart(name));
			case ENABLED -> (desired.enabled() != null) ? JSON.booleanNode(desired.enabled()) : missing();
			case DISABLED -> (desired.enabled() != null) ? JSON.booleanNode(!desired.enabled()) : missing();
			case STATE -> (desired.enabled() != null && states != null) ? states.word(desired.enabled()) : missing();
			case SETTING -> desired.settings().containsKey(name) ? node(desired.settings().get(name)) : missing();
			case CREDENTIAL -> desired.credentials().containsKey(name)
					? JSON.stringNode(desired.credentials().get(name).reveal()) : missing();
			case KEY, TOKEN -> throw new IllegalStateException(placeholder + " is for headers only");
		};
	}

	/** The same as text; a missing one is empty. */
	public String text(Placeholder placeholder) {
		return (placeholder.kind() == Placeholder.Kind.ID) ? idOrPart(placeholder.name())
				: of(placeholder).asString("");
	}

	private String idOrPart(String name) {
		return name.isEmpty() ? id : parts.getOrDefault(name, "");
	}

	private static JsonNode node(@Nullable Object value) {
		return switch (value) {
			case null -> JSON.nullNode();
			case Boolean flag -> JSON.booleanNode(flag);
			case Integer number -> JSON.numberNode(number);
			default -> JSON.stringNode(value.toString());
		};
	}

	private static JsonNode missing() {
		return MissingNode.getInstance();
	}

	@Override
	public String toString() {
		return "Values[" + id + "]";
	}

}
