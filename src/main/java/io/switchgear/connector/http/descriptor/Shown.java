package io.switchgear.connector.http.descriptor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.switchgear.connector.ProviderState;
import io.switchgear.credential.Secret;
import io.switchgear.outbound.CallScope;
import io.switchgear.outbound.ProviderHttp;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * What answers show of an integration.
 *
 * @param types of the settings, by their names
 * @param hints credentials that are no secrets in themselves
 */
public record Shown(@Nullable States states, List<JsonPointer> type, Map<String, JsonPointer> settings,
		Map<String, Class<?>> types, Map<String, JsonPointer> credentials, Set<String> hints,
		Pointers.Anywhere requestId) {

	private static final String AT = "/shows";

	static Shown of(Descriptor.Shows shows, @Nullable States states, Map<String, Class<?>> types) {
		shows.hints()
			.stream()
			.filter((name) -> !shows.credentials().containsKey(name))
			.findFirst()
			.ifPresent((name) -> {
				throw new Fault(AT + "/hints", "names %s, which is not under shows.credentials".formatted(name));
			});
		return new Shown(states, Pointers.of(shows.type(), AT + "/type"),
				Pointers.of(shows.settings(), AT + "/settings"), types,
				Pointers.of(shows.credentials(), AT + "/credentials"), Set.copyOf(shows.hints()),
				Pointers.Anywhere.of(shows.requestId(), AT + "/request-id"));
	}

	/**
	 * The state of an integration.
	 * @param integration a missing node if it is not listed
	 * @param body the answer that it was found in
	 */
	public ProviderState in(JsonNode integration, ProviderHttp.Success answer, JsonNode body) {
		return new ProviderState((states != null) ? states.of(integration) : null, Pointers.text(integration, type),
				settingsIn(integration), credentialsIn(integration), requestId.in(answer.headers(), body));
	}

	/** Sees to it that no credential of the integration is shown in this call. */
	public void conceal(JsonNode integration) {
		credentials.keySet().forEach((name) -> {
			Secret secret = credential(integration, name);
			if (secret != null) {
				CallScope.current().conceal(secret);
			}
		});
	}

	public @Nullable Secret credential(JsonNode integration, String name) {
		JsonPointer at = credentials.get(name);
		String text = (at != null) ? Pointers.text(integration.at(at)) : null;
		return (text != null) ? Secret.of(text) : null;
	}

	/** As much of a credential as may be seen. */
	public String hint(String name, Secret secret) {
		return (hints.contains(name) && !secret.looksMasked()) ? secret.hint() : secret.wireForm();
	}

	private Map<String, Object> settingsIn(JsonNode integration) {
		if (settings.isEmpty()) {
			return Map.of();
		}
		Map<String, Object> found = new LinkedHashMap<>();
		settings.forEach((name, at) -> {
			Object value = value(integration.at(at), types.get(name));
			if (value != null) {
				found.put(name, value);
			}
		});
		return found;
	}

	private static @Nullable Object value(JsonNode value, @Nullable Class<?> type) {
		if (type == Boolean.class) {
			return value.isBoolean() ? value.booleanValue() : null;
		}
		if (type == Integer.class) {
			return (value.isIntegralNumber() && value.canConvertToInt()) ? value.intValue() : null;
		}
		return value.isString() ? value.stringValue() : null;
	}

	private Map<String, String> credentialsIn(JsonNode integration) {
		if (credentials.isEmpty()) {
			return Map.of();
		}
		Map<String, String> found = new LinkedHashMap<>();
		credentials.keySet().forEach((name) -> {
			Secret secret = credential(integration, name);
			if (secret != null && !secret.isBlank()) {
				found.put(name, hint(name, secret));
			}
		});
		return found;
	}

}
