package io.switchgear.connector;

import java.util.Map;
import java.util.Objects;

import io.switchgear.credential.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What an integration shall be like. What is absent stays as it is.
 *
 * @param enabled null: as it is
 * @param settings the settings to change; a null value takes the provider's default
 * @param credentials the credentials to change
 */
public record Desired(@Nullable Boolean enabled, Map<String, @Nullable Object> settings,
		Map<String, Secret> credentials) {

	public static Desired switched(boolean enabled) {
		return new Desired(enabled, Map.of(), Map.of());
	}

	/** Whether the provider has to be called at all. */
	public boolean isEmpty() {
		return enabled == null && settings.isEmpty() && credentials.isEmpty();
	}

	/** Whether the state shows nothing else than this, as far as it can be seen. */
	public boolean isVisibleIn(ProviderState state) {
		return (enabled == null || enabled.equals(state.enabled())) && settings.entrySet()
			.stream()
			.filter((setting) -> setting.getValue() != null)
			.allMatch((setting) -> setting.getValue().equals(state.settings().get(setting.getKey())));
	}

	/**
	 * Whether reading the provider can prove that this was done. New credentials do not
	 * show, and neither does that a setting is at the provider's default.
	 */
	public boolean canBeProved() {
		return credentials.isEmpty() && settings.values().stream().noneMatch(Objects::isNull);
	}

	/** Whether the provider, read afterwards, proves that this was done. */
	public boolean isProvedBy(ProviderState read) {
		return canBeProved() && isVisibleIn(read);
	}

}
