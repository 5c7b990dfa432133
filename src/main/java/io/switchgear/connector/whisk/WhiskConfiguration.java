package io.switchgear.connector.whisk;

import io.switchgear.connector.ConnectorFactory;
import io.switchgear.connector.ProviderConnector;
import io.switchgear.connector.ProviderSettings;
import io.switchgear.outbound.OutboundClients;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;

@Configuration(proxyBeanMethods = false)
class WhiskConfiguration {

	@Bean
	ConnectorFactory whiskConnectors() {
		return new ConnectorFactory() {

			@Override
			public String type() {
				return WhiskConnector.DESCRIPTION.type();
			}

			@Override
			public ProviderConnector create(ProviderSettings settings, OutboundClients clients) {
				WhiskProperties properties = settings.bind(WhiskProperties.class);
				String authorization = properties.authenticationScheme() + " " + settings.apiKey().reveal();
				WhiskApi api = clients.client(WhiskApi.class,
						settings.endpoint((headers) -> headers.set(HttpHeaders.AUTHORIZATION, authorization)));
				return new WhiskConnector(api, properties.verify());
			}

		};
	}

}
