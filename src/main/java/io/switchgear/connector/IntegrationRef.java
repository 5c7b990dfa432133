package io.switchgear.connector;

import java.util.Comparator;

/**
 * Names an integration by what its callers already know. Made by {@link Providers}, which
 * knows the configured providers and what their ids look like.
 *
 * @param provider the configured name of the provider
 * @param externalId the provider's own id, in the one form the connector gives it
 */
public record IntegrationRef(String provider, String externalId) {

	public static final Comparator<IntegrationRef> IN_ORDER = Comparator.comparing(IntegrationRef::provider)
		.thenComparing(IntegrationRef::externalId);

	public String id() {
		return provider + "/" + externalId;
	}

	@Override
	public String toString() {
		return id();
	}

}
