package io.switchgear.connector;

import io.switchgear.credential.Secret;

import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;

import io.switchgear.outbound.ProviderEndpoint;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.http.HttpHeaders;

/**
 * The settings of one configured provider, checked.
 *
 * @param baseUrl without a trailing slash
 */
public record ProviderSettings(String name, URI baseUrl, Secret apiKey, Duration deadline, boolean propagateTrace,
		Binder binder) {

	/**
	 * Binds settings of the connector's own from below the provider's prefix; absent ones
	 * take their defaults.
	 */
	public <T> T bind(Class<T> type) {
		return binder.bindOrCreate(prefix(name), type);
	}

	/**
	 * Where to call it.
	 * @param authentication sets the headers that carry the key
	 */
	public ProviderEndpoint endpoint(Consumer<HttpHeaders> authentication) {
		return new ProviderEndpoint(name, baseUrl, authentication, propagateTrace);
	}

	static String prefix(String name) {
		return "switchgear.providers." + name;
	}

}
