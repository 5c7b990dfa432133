package io.switchgear.support;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.springboot.bulkhead.autoconfigure.BulkheadAutoConfiguration;
import io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration;
import io.github.resilience4j.springboot.retry.autoconfigure.RetryAutoConfiguration;
import io.github.resilience4j.springboot.timelimiter.autoconfigure.TimeLimiterAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.switchgear.outbound.CallScope;
import io.switchgear.outbound.Holds;
import io.switchgear.provider.Provider;
import io.switchgear.provider.Providers;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/**
 * Providers as the gateway has them, from the settings that ship to the wire, without its
 * edge and its database.
 */
public final class ConnectedProviders implements AutoCloseable {

	private static final List<String> SWIFT = List.of("switchgear.providers.whisk.enabled=false",
			"switchgear.providers.rootfi.enabled=false", "resilience4j.retry.configs.default.wait-duration=2ms",
			"resilience4j.retry.configs.default.exponential-max-wait-duration=4ms");

	private final ConfigurableApplicationContext context;

	private ConnectedProviders(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/**
	 * Starts those that the settings name, each {@code key=value}; pauses between
	 * attempts take next to no time.
	 */
	public static ConnectedProviders start(List<String> settings, Class<?>... connectors) {
		List<Class<?>> sources = new ArrayList<>(List.of(connectors));
		sources.add(Wiring.class);
		return new ConnectedProviders(
				new SpringApplicationBuilder(sources.toArray(Class<?>[]::new)).web(WebApplicationType.NONE)
					.logStartupInfo(false)
					.run(arguments(settings)));
	}

	/** The later of two settings with one key holds. */
	private static String[] arguments(List<String> settings) {
		Map<String, String> byKey = new LinkedHashMap<>();
		Stream.concat(SWIFT.stream(), settings.stream())
			.map((setting) -> setting.split("=", 2))
			.forEach((setting) -> byKey.put(setting[0], setting[1]));
		return byKey.entrySet()
			.stream()
			.map((setting) -> "--" + setting.getKey() + "=" + setting.getValue())
			.toArray(String[]::new);
	}

	/** What it takes to configure one provider. */
	public static List<String> settings(String name, String connector, Object baseUrl, String apiKey) {
		String prefix = "switchgear.providers." + name;
		return List.of(prefix + ".enabled=true", prefix + ".connector=" + connector, prefix + ".base-url=" + baseUrl,
				prefix + ".api-key=" + apiKey);
	}

	public Provider get(String name) {
		return context.getBean(Providers.class).get(name);
	}

	public CircuitBreaker breaker(String name) {
		return context.getBean(CircuitBreakerRegistry.class).circuitBreaker(name);
	}

	public MeterRegistry meters() {
		return context.getBean(MeterRegistry.class);
	}

	/** A logical call that may take as long as the provider's settings say. */
	public static CallScope scopeFor(Provider provider) {
		return within(provider.deadline());
	}

	public static CallScope within(Duration time) {
		return CallScope.until(Instant.now().plus(time));
	}

	@Override
	public void close() {
		context.close();
	}

	// Bears no annotation that the scan of the application would find it by.
	// Of provider no holds, which are in a database, and none of its HTTP edge
	@ComponentScan({ "io.switchgear.connector", "io.switchgear.outbound" })
	@ComponentScan(basePackages = "io.switchgear.provider", useDefaultFilters = false,
			includeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*\\.ConnectorConfiguration"))
	@ImportAutoConfiguration({ BulkheadAutoConfiguration.class, CircuitBreakerAutoConfiguration.class,
			RetryAutoConfiguration.class, TimeLimiterAutoConfiguration.class })
	static class Wiring {

		@Bean
		Clock clock() {
			return Clock.systemUTC();
		}

		@Bean
		Holds holds() {
			return (provider) -> Optional.empty();
		}

		@Bean
		MeterRegistry meters() {
			return new SimpleMeterRegistry();
		}

		@Bean
		ObservationRegistry observations() {
			return ObservationRegistry.create();
		}

	}

}
