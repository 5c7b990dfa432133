package io.switchgear.connector.rootfi;

import io.switchgear.connector.ConnectorFactory;
import io.switchgear.connector.ProviderConnector;
import io.switchgear.connector.ProviderSettings;
import io.switchgear.outbound.OutboundClients;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RootFiConfiguration {

	// With an underscore: proxies on the way out have to be told to let it pass.
	private static final String API_KEY = "api_key";

	@Bean
	ConnectorFactory rootFiConnectors() {
		return new ConnectorFactory() {

			@Override
			public String type() {
				return RootFiConnector.DESCRIPTION.type();
			}

			@Override
			public ProviderConnector create(ProviderSettings settings, OutboundClients clients) {
				return new RootFiConnector(clients.client(RootFiApi.class,
						settings.endpoint((headers) -> headers.set(API_KEY, settings.apiKey().reveal()))));
			}

		};
	}

}
