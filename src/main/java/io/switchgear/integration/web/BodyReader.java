package io.switchgear.integration.web;

import io.switchgear.credential.Secret;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import io.switchgear.connector.ConnectorDescription;
import io.switchgear.connector.Desired;
import io.switchgear.integration.Edit;
import io.switchgear.integration.Patch;
import io.switchgear.problem.InvalidField;
import io.switchgear.problem.Problem;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Reads a body member by member and collects all that is wrong with it. Data binding
 * would not do: in a merge patch an absent member and a null one mean different things.
 */
final class BodyReader {

	static final int LONGEST_NAME = 200;

	static final int LONGEST_REASON = 500;

	private static final int MOST_LABELS = 50;

	private static final int LONGEST_LABEL = 255;

	private static final Pattern LABEL_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,62}");

	private final List<InvalidField> errors = new ArrayList<>();

	/** What a switch may say besides what it switches. */
	static RequestBodies.Switch switching(@Nullable JsonNode body) {
		if (body == null || body.isMissingNode()) {
			return new RequestBodies.Switch(null, null);
		}
		BodyReader reader = new BodyReader();
		ObjectNode object = reader.object(body, Set.of("reason", "notBefore"));
		String reason = reader.text(object, "reason", LONGEST_REASON);
		Instant notBefore = reader.instant(object, "notBefore");
		reader.refuseErrors();
		return new RequestBodies.Switch(reason, notBefore);
	}

	/** Why a change is made, where the body has no place for it. */
	static @Nullable String reason(@Nullable String parameter) {
		BodyReader reader = new BodyReader();
		String reason = (parameter != null) ? reader.text("reason", StringNode.valueOf(parameter), LONGEST_REASON)
				: null;
		reader.refuseErrors();
		return reason;
	}

	/** A merge patch of an integration whose connector is described. */
	static Patch patch(JsonNode body, ConnectorDescription connector) {
		BodyReader reader = new BodyReader();
		ObjectNode object = reader.object(body, Set.of("enabled", "displayName", "labels", "settings", "credentials"));
		Boolean enabled = reader.enabled(object);
		Edit<String> name = object.has("displayName") ? new Edit<>(reader.text(object, "displayName", LONGEST_NAME))
				: null;
		Edit<Map<String, @Nullable String>> labels = object.has("labels") ? new Edit<>(reader.labels(object)) : null;
		Map<String, @Nullable Object> settings = reader.settings(object, connector.settings().keySet());
		Map<String, Secret> credentials = new LinkedHashMap<>();
		Set<String> forgotten = new LinkedHashSet<>();
		reader.credentials(object, connector.credentials(), credentials, forgotten);
		reader.refuseErrors();
		return new Patch(new Desired(enabled, settings, credentials), name, labels, forgotten);
	}

	private ObjectNode object(JsonNode body, Set<String> members) {
		if (!(body instanceof ObjectNode object)) {
			throw Problem.invalid("", "must be a JSON object").asException();
		}
		object.propertyNames()
			.stream()
			.filter((name) -> !members.contains(name))
			.forEach((name) -> wrong("/" + pointer(name), "is not a member of this body"));
		return object;
	}

	private @Nullable Boolean enabled(ObjectNode object) {
		JsonNode value = object.get("enabled");
		if (value != null && !value.isBoolean()) {
			wrong("/enabled", "must be true or false; it cannot be removed");
			return null;
		}
		return (value != null) ? value.booleanValue() : null;
	}

	private @Nullable Instant instant(ObjectNode object, String name) {
		JsonNode value = object.get(name);
		if (value == null || value.isNull()) {
			return null;
		}
		try {
			return Instant.parse(value.isString() ? value.stringValue() : "");
		}
		catch (DateTimeParseException ex) {
			wrong("/" + name, "must be a time such as 2026-01-31T22:00:00Z");
			return null;
		}
	}

	private @Nullable String text(ObjectNode object, String name, int longest) {
		JsonNode value = object.get(name);
		return (value == null || value.isNull()) ? null : text("/" + name, value, longest);
	}

	private @Nullable String text(String pointer, JsonNode value, int longest) {
		if (!value.isString()) {
			wrong(pointer, "must be a string");
			return null;
		}
		String text = value.stringValue();
		if (text.isBlank() || text.length() > longest || text.chars().anyMatch(Character::isISOControl)) {
			wrong(pointer, "must have from 1 to %d characters, none of them control characters".formatted(longest));
		}
		return text;
	}

	private @Nullable Map<String, @Nullable String> labels(ObjectNode object) {
		ObjectNode given = members(object, "labels");
		if (given == null) {
			return null;
		}
		Map<String, @Nullable String> labels = new LinkedHashMap<>();
		given.properties().forEach((label) -> {
			String pointer = "/labels/" + pointer(label.getKey());
			if (!LABEL_NAME.matcher(label.getKey()).matches()) {
				wrong(pointer, "must be named by 1 to 63 letters, digits and . _ / -");
			}
			labels.put(label.getKey(),
					label.getValue().isNull() ? null : text(pointer, label.getValue(), LONGEST_LABEL));
		});
		if (labels.size() > MOST_LABELS) {
			wrong("/labels", "must be at most " + MOST_LABELS);
		}
		return labels;
	}

	private Map<String, @Nullable Object> settings(ObjectNode object, Set<String> known) {
		Map<String, @Nullable Object> settings = new LinkedHashMap<>();
		if (object.path("settings").isNull()) {
			known.forEach((name) -> settings.put(name, null));
			return settings;
		}
		ObjectNode given = members(object, "settings");
		if (given != null) {
			given.properties().forEach((setting) -> settings.put(setting.getKey(), plain(setting.getValue())));
		}
		return settings;
	}

	private void credentials(ObjectNode object, Set<String> known, Map<String, Secret> credentials,
			Set<String> forgotten) {
		if (object.path("credentials").isNull()) {
			forgotten.addAll(known);
			return;
		}
		ObjectNode given = members(object, "credentials");
		if (given == null) {
			return;
		}
		given.properties().forEach((credential) -> {
			if (credential.getValue().isString()) {
				credentials.put(credential.getKey(), Secret.of(credential.getValue().stringValue()));
			}
			else if (credential.getValue().isNull() && known.contains(credential.getKey())) {
				forgotten.add(credential.getKey());
			}
			else {
				wrong("/credentials/" + pointer(credential.getKey()), "must be a string, or null to forget it");
			}
		});
	}

	/** Null where the member is absent, null, or no object. */
	private @Nullable ObjectNode members(ObjectNode object, String name) {
		JsonNode value = object.get(name);
		if (value instanceof ObjectNode members) {
			return members;
		}
		if (value != null && !value.isNull()) {
			wrong("/" + name, "must be an object");
		}
		return null;
	}

	private static @Nullable Object plain(JsonNode value) {
		return switch (value.getNodeType()) {
			case BOOLEAN -> value.booleanValue();
			case STRING -> value.stringValue();
			case NUMBER -> value.numberValue();
			case NULL -> null;
			default -> value;
		};
	}

	/** Escapes a member's name for a pointer, and cuts what a caller made up. */
	private static String pointer(String name) {
		String escaped = name.replace("~", "~0").replace("/", "~1").replaceAll("\\p{Cntrl}", "?");
		return (escaped.length() <= LONGEST_NAME) ? escaped : escaped.substring(0, LONGEST_NAME);
	}

	private void wrong(String pointer, String message) {
		errors.add(new InvalidField(pointer, message));
	}

	private void refuseErrors() {
		if (!errors.isEmpty()) {
			throw Problem.invalid(errors).asException();
		}
	}

}
