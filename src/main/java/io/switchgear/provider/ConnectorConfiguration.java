package io.switchgear.provider;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.switchgear.connector.ConnectorFactory;
import io.switchgear.connector.ProviderConnector;
import io.switchgear.connector.ProviderSettings;
import io.switchgear.outbound.OutboundClients;
import io.switchgear.problem.InvalidConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProvidersProperties.class)
class ConnectorConfiguration {

	@Bean
	Providers providers(ProvidersProperties properties, List<ConnectorFactory> factories, OutboundClients clients,
			Clock clock, Environment environment) {
		SettingsCheck check = new SettingsCheck(Binder.get(environment));
		Map<String, Provider> providers = new LinkedHashMap<>();
		properties.providers().forEach((name, configured) -> {
			if (configured.enabled()) {
				ProviderSettings settings = check.settings(name, configured);
				ProviderConnector connector = factory(name, configured, factories).create(settings, clients);
				providers.put(name, new Provider(settings, connector, clients.callerLimit(name),
						Looks.checked(name, configured, connector.description()), clock));
			}
		});
		return new Providers(providers);
	}

	private static ConnectorFactory factory(String name, ProviderProperties configured,
			List<ConnectorFactory> factories) {
		String type = (configured.connector() != null) ? configured.connector() : name;
		return factories.stream()
			.filter((factory) -> factory.type().equals(type))
			.findFirst()
			.orElseThrow(() -> new InvalidConfiguration(ProviderSettings.prefix(name) + ".connector",
					"must be one of " + factories.stream().map(ConnectorFactory::type).sorted().toList()));
	}

}
