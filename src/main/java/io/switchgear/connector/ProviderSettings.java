package io.switchgear.connector;

import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

import io.switchgear.credential.Secret;
import io.switchgear.outbound.ForwardProxy;
import io.switchgear.outbound.ProviderEndpoint;
import io.switchgear.problem.InvalidConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * The settings of one configured provider, checked.
 *
 * @param baseUrl without a trailing slash
 * @param proxy the way there, null if it is called directly
 */
public record ProviderSettings(String name, URI baseUrl, Secret apiKey, Duration deadline, boolean propagateTrace,
		@Nullable ForwardProxy proxy, OwnSettings own) {

	/**
	 * Binds settings of the connector's own from below the provider's prefix. Absent ones
	 * take their defaults. A component of type {@link Secret} is concealed like the key.
	 * @throws InvalidConfiguration if a component that is not nullable has no value
	 */
	public <T extends Record> T bind(Class<T> type) {
		return own.bind(type);
	}

	/**
	 * What to throw if a setting of the connector's own is wrong.
	 * @param setting its key below the provider's prefix
	 * @param fault completes a sentence that begins with the key; must not hold the value
	 */
	public InvalidConfiguration invalid(String setting, String fault) {
		return new InvalidConfiguration(prefix(name) + "." + setting, fault);
	}

	/** The key and the secrets among the connector's own settings. */
	public Set<Secret> secrets() {
		Set<Secret> secrets = new HashSet<>(own.secrets());
		secrets.add(apiKey);
		return secrets;
	}

	/**
	 * Where to call it.
	 * @param authentication sets the headers that carry the key
	 */
	public ProviderEndpoint endpoint(Consumer<HttpHeaders> authentication) {
		return new ProviderEndpoint(name, baseUrl, authentication, propagateTrace, proxy);
	}

	public static String prefix(String name) {
		return "switchgear.providers." + name;
	}

}
