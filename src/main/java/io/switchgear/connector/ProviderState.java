package io.switchgear.connector;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An integration as its provider has it. Holds no secret.
 *
 * @param enabled null where the provider does not say
 * @param type the provider's own name for the kind of integration, open-ended
 * @param settings by the names of {@link ConnectorDescription#settings()}
 * @param credentials a hint of an identifier, or the word {@code set}
 * @param requestId the provider's id of the call, for its support
 */
public record ProviderState(@Nullable Boolean enabled, @Nullable String type, Map<String, Object> settings,
		Map<String, String> credentials, @Nullable String requestId) {
}
