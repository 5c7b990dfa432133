package io.switchgear.contract.beacon;

import io.switchgear.connector.ConnectorFactory;
import io.switchgear.connector.ProviderConnector;
import io.switchgear.connector.ProviderSettings;
import io.switchgear.outbound.OutboundClients;
import org.springframework.context.annotation.Bean;

/**
 * In the main code this would be annotated with {@code @Configuration}; here the
 * application must not find it.
 */
class BeaconConfiguration {

	private static final String KEY = "X-Beacon-Key";

	private static final String PASSPHRASE = "X-Beacon-Passphrase";

	@Bean
	ConnectorFactory beaconConnectors() {
		return new ConnectorFactory() {

			@Override
			public String type() {
				return BeaconConnector.DESCRIPTION.type();
			}

			@Override
			public ProviderConnector create(ProviderSettings settings, OutboundClients clients) {
				BeaconProperties own = settings.bind(BeaconProperties.class);
				if (own.harbour() < 1) {
					throw settings.invalid("harbour", "must be positive");
				}
				BeaconApi api = clients.client(BeaconApi.class, settings.endpoint((headers) -> {
					headers.set(KEY, settings.apiKey().reveal());
					headers.set(PASSPHRASE, own.passphrase().reveal());
				}));
				return new BeaconConnector(api, own.harbour());
			}

		};
	}

}
