package io.switchgear.provider;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.github.resilience4j.springboot.bulkhead.autoconfigure.BulkheadAutoConfiguration;
import io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration;
import io.github.resilience4j.springboot.retry.autoconfigure.RetryAutoConfiguration;
import io.github.resilience4j.springboot.timelimiter.autoconfigure.TimeLimiterAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.switchgear.connector.ConnectorFactory;
import io.switchgear.connector.ProviderSettings;
import io.switchgear.connector.ProviderState;
import io.switchgear.connector.Target;
import io.switchgear.outbound.CallScope;
import io.switchgear.outbound.Holds;
import io.switchgear.outbound.OutboundClients;
import io.switchgear.problem.InvalidConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.core.env.MapPropertySource;

/**
 * One provider with its part of the gateway: the connector and the layers around its
 * calls, with the settings that ship.
 */
final class LiveProvider implements AutoCloseable {

	private static final Duration DEADLINE = Duration.ofSeconds(10);

	private final ConfigurableApplicationContext context;

	private final Provider provider;

	private LiveProvider(ConfigurableApplicationContext context, Provider provider) {
		this.context = context;
		this.provider = provider;
	}

	/**
	 * Starts it.
	 * @throws InvalidConfiguration if an argument is wrong
	 */
	static LiveProvider start(CheckArguments arguments) {
		String name = name(arguments.file());
		ConfigurableApplicationContext context = new SpringApplicationBuilder(Parts.class).web(WebApplicationType.NONE)
			.logStartupInfo(false)
			.initializers((started) -> started.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("arguments", settings(ProviderSettings.prefix(name), arguments))))
			.run("--spring.config.location=classpath:/application.yaml", "--logging.level.root=error");
		try {
			ProviderSettings settings = new SettingsCheck(Binder.get(context.getEnvironment())).settings(name,
					properties(arguments));
			ConnectorFactory factory = context.getBeansOfType(ConnectorFactory.class)
				.values()
				.stream()
				.filter((one) -> one.type().equals("http"))
				.findFirst()
				.orElseThrow();
			OutboundClients clients = context.getBean(OutboundClients.class);
			return new LiveProvider(context, new Provider(settings, factory.create(settings, clients),
					clients.callerLimit(name), Looks.NONE, context.getBean(Clock.class)));
		}
		catch (InvalidConfiguration | BeanCreationException ex) {
			context.close();
			throw ex;
		}
	}

	/** The file's name, if a provider can have it. */
	private static String name(String file) {
		String name = String.valueOf(Path.of(file).getFileName()).replaceFirst("\\.[^.]*$", "");
		return name.matches("[a-z][a-z0-9-]{0,39}") ? name : "provider";
	}

	private static Map<String, Object> settings(String prefix, CheckArguments arguments) {
		Map<String, Object> settings = new LinkedHashMap<>();
		settings.put(prefix + ".descriptor", arguments.file());
		if (arguments.user() != null) {
			settings.put(prefix + ".user", arguments.user());
		}
		if (arguments.audience() != null) {
			settings.put(prefix + ".audience", arguments.audience());
		}
		arguments.keys().forEach((key, value) -> settings.put(prefix + ".keys." + key, value));
		return settings;
	}

	private static ProviderProperties properties(CheckArguments arguments) {
		return new ProviderProperties(true, "http", uri(arguments.baseUrl()), arguments.key(), DEADLINE, false, false,
				null, null, null, null);
	}

	private static URI uri(@Nullable String text) {
		try {
			return URI.create(String.valueOf(text));
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidConfiguration("--base-url", "is no URL");
		}
	}

	/**
	 * Reads an integration.
	 * @throws io.switchgear.problem.ProblemException as {@link Provider#read}
	 */
	ProviderState read(String id) {
		Clock clock = context.getBean(Clock.class);
		return provider.read(new Target(provider.ref(id), Map.of()),
				CallScope.until(clock.instant().plus(provider.deadline())));
	}

	@Override
	public void close() {
		context.close();
	}

	// Bears no annotation that the scan of the application would find it by.
	@ComponentScan({ "io.switchgear.connector", "io.switchgear.outbound" })
	@ImportAutoConfiguration({ BulkheadAutoConfiguration.class, CircuitBreakerAutoConfiguration.class,
			RetryAutoConfiguration.class, TimeLimiterAutoConfiguration.class })
	static class Parts {

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
			return ObservationRegistry.NOOP;
		}

	}

}
