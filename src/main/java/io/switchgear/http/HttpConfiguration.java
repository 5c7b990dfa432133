package io.switchgear.http;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ShutdownProperties.class)
class HttpConfiguration {

	@Bean
	Draining draining(ShutdownProperties properties) {
		return new Draining(properties.drain());
	}

}
