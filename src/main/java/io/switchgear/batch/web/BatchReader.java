package io.switchgear.batch.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.switchgear.batch.BatchRequest;
import io.switchgear.batch.Batches;
import io.switchgear.connector.Desired;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.connector.Provider;
import io.switchgear.connector.Providers;
import io.switchgear.integration.IntegrationFilter;
import io.switchgear.integration.Integrations;
import io.switchgear.integration.Sync;
import io.switchgear.problem.InvalidField;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemException;
import io.switchgear.security.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads and checks a batch as a whole, so that nothing of it starts unless all of it can.
 */
@Component
class BatchReader {

	private static final Set<String> MEMBERS = Set.of("action", "reason", "integrations", "selector");

	private static final Set<String> SELECTOR = Set.of("provider", "enabled", "sync", "labels", "q");

	private static final int LONGEST_REASON = 500;

	private static final int MOST_ERRORS = 1000;

	private final Providers providers;

	private final Integrations integrations;

	BatchReader(Providers providers, Integrations integrations) {
		this.providers = providers;
		this.integrations = integrations;
	}

	BatchRequest read(JsonNode body, Caller caller) {
		List<InvalidField> errors = new ArrayList<>();
		if (!(body instanceof ObjectNode object)) {
			throw Problem.invalid("", "must be a JSON object").asException();
		}
		refuseUnknown(object, MEMBERS, "", errors);
		boolean enabled = enabled(object, errors);
		String reason = reason(object, errors);
		if (object.has("integrations") == object.has("selector")) {
			errors.add(new InvalidField("", "must have either integrations or a selector"));
		}
		refuse(errors);
		List<IntegrationRef> refs = object.has("selector") ? selected(object.get("selector"), caller)
				: listed(object.get("integrations"), caller, Desired.switched(enabled));
		return new BatchRequest(enabled, reason, caller.name(), refs);
	}

	private List<IntegrationRef> listed(JsonNode items, Caller caller, Desired desired) {
		if (!items.isArray() || items.isEmpty() || items.size() > Batches.MOST_ITEMS) {
			throw Problem.invalid("/integrations", "must be an array of 1 to %d ids".formatted(Batches.MOST_ITEMS))
				.asException();
		}
		List<InvalidField> errors = new ArrayList<>();
		Set<IntegrationRef> refs = new LinkedHashSet<>();
		for (int index = 0; index < items.size() && errors.size() < MOST_ERRORS; index++) {
			String pointer = "/integrations/" + index;
			IntegrationRef ref = ref(items.get(index), pointer, caller, desired, errors);
			if (ref != null && !refs.add(ref)) {
				errors.add(new InvalidField(pointer, "is there twice"));
			}
		}
		refuse(errors);
		return List.copyOf(refs);
	}

	private @Nullable IntegrationRef ref(JsonNode item, String pointer, Caller caller, Desired desired,
			List<InvalidField> errors) {
		String id = item.isString() ? item.stringValue() : "";
		int slash = id.indexOf('/');
		if (slash < 1) {
			errors.add(new InvalidField(pointer, "must be of the form provider/id"));
			return null;
		}
		String name = id.substring(0, slash);
		if (!caller.mayWrite(name)) {
			errors.add(new InvalidField(pointer, "is of a provider that the token may not write to"));
			return null;
		}
		try {
			Provider provider = providers.get(name);
			provider.check(desired);
			return provider.ref(id.substring(slash + 1));
		}
		catch (ProblemException ex) {
			errors.add(new InvalidField(pointer, ex.problem().detail()));
			return null;
		}
	}

	private List<IntegrationRef> selected(JsonNode selector, Caller caller) {
		if (!(selector instanceof ObjectNode object)) {
			throw Problem.invalid("/selector", "must be an object").asException();
		}
		List<InvalidField> errors = new ArrayList<>();
		refuseUnknown(object, SELECTOR, "/selector", errors);
		JsonNode enabled = object.path("enabled");
		if (!enabled.isMissingNode() && !enabled.isBoolean()) {
			errors.add(new InvalidField("/selector/enabled", "must be true or false"));
		}
		IntegrationFilter filter = new IntegrationFilter(caller.writable(),
				text(object, "provider", "/selector", errors), enabled.isBoolean() ? enabled.booleanValue() : null,
				sync(text(object, "sync", "/selector", errors), errors), labels(object, errors),
				text(object, "q", "/selector", errors));
		refuse(errors);
		List<IntegrationRef> refs = integrations.select(filter, Batches.MOST_ITEMS);
		if (refs.isEmpty()) {
			throw Problem.invalid("/selector", "selects no integration").asException();
		}
		return refs;
	}

	private static Map<String, String> labels(ObjectNode selector, List<InvalidField> errors) {
		JsonNode given = selector.path("labels");
		if (!given.isMissingNode() && !given.isObject()) {
			errors.add(new InvalidField("/selector/labels", "must be an object"));
		}
		Map<String, String> labels = new LinkedHashMap<>();
		given.properties().forEach((label) -> {
			if (label.getValue().isString() && isPlain(label.getKey()) && isPlain(label.getValue().stringValue())) {
				labels.put(label.getKey(), label.getValue().stringValue());
			}
			else {
				errors.add(new InvalidField("/selector/labels", "must have strings without control characters only"));
			}
		});
		return labels;
	}

	private static @Nullable Sync sync(@Nullable String value, List<InvalidField> errors) {
		try {
			return (value != null) ? Sync.valueOf(value.toUpperCase(Locale.ROOT)) : null;
		}
		catch (IllegalArgumentException ex) {
			errors.add(new InvalidField("/selector/sync", "must be in_sync, pending, drifted or unknown"));
			return null;
		}
	}

	private static boolean enabled(ObjectNode object, List<InvalidField> errors) {
		String action = text(object, "action", "", errors);
		if (!"enable".equals(action) && !"disable".equals(action)) {
			errors.add(new InvalidField("/action", "must be enable or disable"));
		}
		return "enable".equals(action);
	}

	private static @Nullable String reason(ObjectNode object, List<InvalidField> errors) {
		String reason = text(object, "reason", "", errors);
		if (reason != null && (reason.isBlank() || reason.length() > LONGEST_REASON)) {
			errors.add(new InvalidField("/reason", "must have from 1 to %d characters".formatted(LONGEST_REASON)));
		}
		return reason;
	}

	private static @Nullable String text(ObjectNode object, String name, String at, List<InvalidField> errors) {
		JsonNode value = object.get(name);
		if (value == null) {
			return null;
		}
		if (!value.isString() || !isPlain(value.stringValue())) {
			errors.add(new InvalidField(at + "/" + name, "must be a string without control characters"));
			return null;
		}
		return value.stringValue();
	}

	private static boolean isPlain(String text) {
		return text.chars().noneMatch(Character::isISOControl);
	}

	private static void refuseUnknown(ObjectNode object, Set<String> members, String at, List<InvalidField> errors) {
		object.propertyNames()
			.stream()
			.filter((name) -> !members.contains(name))
			.forEach((name) -> errors.add(new InvalidField(at + "/" + name, "is not a member of this body")));
	}

	private static void refuse(List<InvalidField> errors) {
		if (!errors.isEmpty()) {
			throw Problem.invalid(errors).asException();
		}
	}

}
