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
 * @param settings the settings it knows, with their JSON type as a Java class
 * @param credentials the credentials it knows
 */
public record ConnectorDescription(String type, Set<Capability> capabilities, Map<String, Class<?>> settings,
		Set<String> credentials) {

	/** What JSON calls values of a type that settings have. */
	public static String jsonType(Class<?> type) {
		return type.getSimpleName().toLowerCase(Locale.ROOT);
	}

	public boolean can(Capability capability) {
		return capabilities.contains(capability);
	}

}
