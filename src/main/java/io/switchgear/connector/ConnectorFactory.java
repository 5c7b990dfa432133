package io.switchgear.connector;

import io.switchgear.outbound.OutboundClients;
import io.switchgear.problem.InvalidConfiguration;

/**
 * Makes connectors of one type. A bean of this type is all it takes to add a provider.
 */
public interface ConnectorFactory {

	/** The name that {@code switchgear.providers.<name>.connector} selects it by. */
	String type();

	/**
	 * Called once for each configured provider, at the start; calls nobody.
	 * @throws InvalidConfiguration if a setting of its own is missing or wrong
	 */
	ProviderConnector create(ProviderSettings settings, OutboundClients clients);

}
