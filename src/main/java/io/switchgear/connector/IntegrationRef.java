package io.switchgear.connector;

import java.util.Optional;

/**
 * Names an integration by what its callers already know.
 *
 * @param provider the configured name of the provider
 * @param externalId the provider's own id, in the one form the connector gives it
 */
public record IntegrationRef(String provider, String externalId) {

	/** What has that {@link #id()}; empty if it is none. */
	public static Optional<IntegrationRef> parse(String id) {
		int slash = id.indexOf('/');
		return (slash < 1) ? Optional.empty()
				: Optional.of(new IntegrationRef(id.substring(0, slash), id.substring(slash + 1)));
	}

	public String id() {
		return provider + "/" + externalId;
	}

	@Override
	public String toString() {
		return id();
	}

}
