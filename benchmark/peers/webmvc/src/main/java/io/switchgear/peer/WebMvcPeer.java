package io.switchgear.peer;

import java.time.Duration;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.http.client.HttpComponentsClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.cloud.circuitbreaker.resilience4j.Resilience4JCircuitBreakerFactory;
import org.springframework.cloud.circuitbreaker.resilience4j.Resilience4JConfigBuilder;
import org.springframework.cloud.client.circuitbreaker.Customizer;
import org.springframework.context.annotation.Bean;

/** Spring Cloud Gateway WebMVC with a circuit breaker and retries. */
@SpringBootApplication(proxyBeanMethods = false)
public class WebMvcPeer {

	private static final int CONNECTIONS = 2_000;

	public static void main(String[] arguments) {
		SpringApplication.run(WebMvcPeer.class, arguments);
	}

	/** The same window and threshold as the gateway's. */
	@Bean
	Customizer<Resilience4JCircuitBreakerFactory> breaker() {
		CircuitBreakerConfig config = CircuitBreakerConfig.custom()
			.slidingWindowType(SlidingWindowType.TIME_BASED)
			.slidingWindowSize(20)
			.minimumNumberOfCalls(10)
			.failureRateThreshold(50)
			.waitDurationInOpenState(Duration.ofSeconds(10))
			.permittedNumberOfCallsInHalfOpenState(3)
			.automaticTransitionFromOpenToHalfOpenEnabled(true)
			.writableStackTraceEnabled(false)
			.build();
		return (factory) -> factory
			.configureDefault((id) -> new Resilience4JConfigBuilder(id).circuitBreakerConfig(config).build());
	}

	/**
	 * The default pool has five connections for each provider, and the client would retry
	 * a 503 by itself.
	 */
	@Bean
	ClientHttpRequestFactoryBuilderCustomizer<HttpComponentsClientHttpRequestFactoryBuilder> client() {
		return (builder) -> builder
			.withConnectionManagerCustomizer(
					(connections) -> connections.setMaxConnPerRoute(CONNECTIONS).setMaxConnTotal(CONNECTIONS))
			.withHttpClientCustomizer((http) -> http.disableAutomaticRetries());
	}

}
