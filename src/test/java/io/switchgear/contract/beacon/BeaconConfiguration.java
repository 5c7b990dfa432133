package io.switchgear.contract.beacon;

import io.switchgear.connector.ConnectorFactory;
import io.switchgear.connector.ProviderConnector;
import io.switchgear.connector.ProviderSettings;
import io.switchgear.outbound.OutboundClients;
import io.switchgear.outbound.ProviderEndpoint;
import org.springframework.context.annotation.Bean;

/**
 * In the main code this would be annotated with {@code @Configuration}; here the
 * application must not find it.
 */
class BeaconConfiguration {

	private static final String KEY = "X-Beacon-Key";

	@Bean
	ConnectorFactory beaconConnectors() {
		return new ConnectorFactory() {

			@Override
			public String type() {
				return BeaconConnector.DESCRIPTION.type();
			}

			@Override
			public ProviderConnector create(ProviderSettings settings, OutboundClients clients) {
				return new BeaconConnector(clients.client(BeaconApi.class, new ProviderEndpoint(settings.name(),
						settings.baseUrl(), (headers) -> headers.set(KEY, settings.apiKey().reveal()))));
			}

		};
	}

}
