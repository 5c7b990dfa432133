package io.switchgear.connector;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a connector offers. Requests are checked against it before anything is sent.
 *
 * @param type the name that {@code switchgear.providers.<name>.connector} selects it by
 * @param capabilities what else than this is asked for is refused with
 * {@code capability.not-supported}
 * @param settings the settings it knows, with their type: Boolean, Integer or String
 * @param credentials the credentials it knows
 */
public record ConnectorDescription(String type, Set<Capability> capabilities, Map<String, Class<?>> settings,
		Set<String> credentials) {

	private static final Set<Class<?>> TYPES = Set.of(Boolean.class, Integer.class, String.class);

	/** Settings have only types that request bodies are read as. */
	public ConnectorDescription {
		if (!TYPES.containsAll(settings.values())) {
			throw new IllegalArgumentException("A setting of %s has another type than %s".formatted(type, TYPES));
		}
	}

	/** What JSON calls values of a type that settings have. */
	public static String jsonType(Class<?> type) {
		return type.getSimpleName().toLowerCase(Locale.ROOT);
	}

	public boolean can(Capability capability) {
		return capabilities.contains(capability);
	}

}
