package io.switchgear.connector;

import io.switchgear.credential.Secret;

import java.net.URI;
import java.time.Duration;

import org.springframework.boot.context.properties.bind.Binder;

/**
 * The settings of one configured provider, checked.
 *
 * @param baseUrl without a trailing slash
 */
public record ProviderSettings(String name, URI baseUrl, Secret apiKey, Duration deadline, Binder binder) {

	/**
	 * Binds settings of the connector's own from below the provider's prefix; absent ones
	 * take their defaults.
	 */
	public <T> T bind(Class<T> type) {
		return binder.bindOrCreate(prefix(name), type);
	}

	static String prefix(String name) {
		return "switchgear.providers." + name;
	}

}
