package io.switchgear.provider;

import java.time.Duration;

import io.switchgear.connector.Capability;
import io.switchgear.connector.ConnectorDescription;
import io.switchgear.connector.ProviderSettings;
import io.switchgear.problem.InvalidConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * How often a provider is looked at without anybody asking.
 *
 * @param importEvery how often its list is read; null: never
 * @param rereadEvery how often each integration is read again; null: never
 */
public record Looks(@Nullable Duration importEvery, @Nullable Duration rereadEvery) {

	/** Never. */
	public static final Looks NONE = new Looks(null, null);

	private static final Duration SHORTEST = Duration.ofSeconds(1);

	static Looks checked(String provider, ProviderProperties properties, ConnectorDescription offered) {
		check(provider + ".import-every", properties.importEvery(), offered.can(Capability.LIST),
				"is of no use: the provider has no list; set reread-every");
		check(provider + ".reread-every", properties.rereadEvery(),
				offered.can(Capability.READ) && !offered.can(Capability.LIST),
				offered.can(Capability.LIST) ? "is of no use: the provider lists its integrations; set import-every"
						: "is of no use: the provider cannot be read");
		return new Looks(properties.importEvery(), properties.rereadEvery());
	}

	private static void check(String property, @Nullable Duration every, boolean possible, String otherwise) {
		if (every == null) {
			return;
		}
		String name = ProviderSettings.prefix(property);
		if (!possible) {
			throw new InvalidConfiguration(name, otherwise);
		}
		if (every.compareTo(SHORTEST) < 0) {
			throw new InvalidConfiguration(name, "must be at least a second");
		}
	}

}
