package io.switchgear.connector.http;

import java.time.Clock;

import io.switchgear.connector.ConnectorFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class HttpConnectorConfiguration {

	@Bean
	ConnectorFactory httpConnectors(Clock clock) {
		return new HttpConnectors(clock);
	}

}
