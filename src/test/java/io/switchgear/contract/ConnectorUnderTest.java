package io.switchgear.contract;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.switchgear.credential.Secret;
import io.switchgear.simulator.ProviderSimulator;
import tools.jackson.databind.json.JsonMapper;

/** What the contract has to know of a connector and of its simulated provider. */
public interface ConnectorUnderTest {

	/** The value of {@code switchgear.providers.<name>.connector}. */
	String type();

	ProviderSimulator simulator();

	/** The key that the simulated provider accepts. */
	String apiKey();

	/** Settings of the connector's own, by their keys below the provider's prefix. */
	default Map<String, String> ownSettings() {
		return Map.of();
	}

	/** Those values among them that must not be shown. */
	default List<String> ownSecrets() {
		return List.of();
	}

	/** The HTTP method of the request that switches an integration. */
	String writeMethod();

	/**
	 * Adds an integration to the simulated provider, without a request, and names it; one
	 * that was added before may be replaced.
	 */
	String plant(boolean enabled);

	/** Whether the simulated provider has it on, seen without a request. */
	boolean enabled(String id);

	/** An id that the provider could have but does not. */
	String missingId();

	List<String> impossibleIds();

	/**
	 * Settings that differ from those of a planted integration; empty where the provider
	 * has none.
	 */
	default Map<String, Object> otherSettings() {
		return Map.of();
	}

	/** Credentials that differ from those of a planted integration. */
	default Map<String, Secret> otherCredentials() {
		return Map.of();
	}

	/** What a planted integration has that must not be shown. */
	default List<String> plantedSecrets() {
		return List.of();
	}

	/** How often a write is sent to a provider that does not accept the key. */
	default int writesUntilKeyIsGivenUp() {
		return 1;
	}

	/** The names of the members of a request's body. */
	default Set<String> members(String body) {
		return Set.copyOf(JsonMapper.shared().readTree(body).propertyNames());
	}

	/** What defines the connector's beans, where no scan of the main code finds it. */
	default List<Class<?>> configuration() {
		return List.of();
	}

}
