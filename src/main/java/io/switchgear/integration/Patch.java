package io.switchgear.integration;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import io.switchgear.connector.Desired;
import io.switchgear.credential.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What a write alters.
 *
 * @param desired what the provider is to be told
 * @param displayName null: stays
 * @param labels null: stay; a null value in it removes that label
 * @param forgotten stored credentials to forget here
 */
public record Patch(Desired desired, @Nullable Edit<String> displayName,
		@Nullable Edit<Map<String, @Nullable String>> labels, Set<String> forgotten) {

	/** How many labels an integration may have. */
	public static final int MAX_LABELS = 50;

	public static Patch switched(boolean enabled) {
		return new Patch(Desired.switched(enabled), null, null, Set.of());
	}

	/** What was asked for, fit for the history. */
	public Map<String, @Nullable Object> requested() {
		Map<String, @Nullable Object> requested = new LinkedHashMap<>();
		if (desired.enabled() != null) {
			requested.put("enabled", desired.enabled());
		}
		if (displayName != null) {
			requested.put("displayName", displayName.value());
		}
		if (labels != null) {
			requested.put("labels", labels.value());
		}
		if (!desired.settings().isEmpty()) {
			requested.put("settings", desired.settings());
		}
		Map<String, @Nullable Object> credentials = new LinkedHashMap<>();
		desired.credentials().forEach((name, secret) -> credentials.put(name, secret.wireForm()));
		forgotten.forEach((name) -> credentials.put(name, null));
		if (!credentials.isEmpty()) {
			requested.put("credentials", credentials);
		}
		return requested;
	}

	/** What was asked for, from the history and the credentials kept with it. */
	@SuppressWarnings("unchecked") // written by requested()
	public static Patch of(Map<String, @Nullable Object> requested, Map<String, Secret> given) {
		Map<String, @Nullable Object> settings = (Map<String, @Nullable Object>) requested.get("settings");
		Map<String, @Nullable Object> credentials = (Map<String, @Nullable Object>) requested.get("credentials");
		Set<String> forgotten = new LinkedHashSet<>((credentials != null) ? credentials.keySet() : Set.of());
		forgotten.removeAll(given.keySet());
		return new Patch(
				new Desired((Boolean) requested.get("enabled"), (settings != null) ? settings : new LinkedHashMap<>(),
						given),
				requested.containsKey("displayName") ? new Edit<>((String) requested.get("displayName")) : null,
				requested.containsKey("labels") ? new Edit<>((Map<String, @Nullable String>) requested.get("labels"))
						: null,
				forgotten);
	}

	@Nullable String editedName(@Nullable String current) {
		return (displayName == null) ? current : displayName.value();
	}

	/** Those that are reset to what the provider has by default are not asked for. */
	Map<String, Object> editedAskedSettings(Map<String, Object> current) {
		if (desired.settings().isEmpty()) {
			return current;
		}
		Map<String, Object> edited = new LinkedHashMap<>(current);
		desired.settings().forEach((name, value) -> {
			if (value == null) {
				edited.remove(name);
			}
			else {
				edited.put(name, value);
			}
		});
		return edited;
	}

	Map<String, String> editedLabels(Map<String, String> current) {
		if (labels == null) {
			return current;
		}
		Map<String, String> edited = new LinkedHashMap<>();
		if (labels.value() != null) {
			edited.putAll(current);
			labels.value().forEach((name, value) -> {
				if (value == null) {
					edited.remove(name);
				}
				else {
					edited.put(name, value);
				}
			});
		}
		return edited;
	}

}
