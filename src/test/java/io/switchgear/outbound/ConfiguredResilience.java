package io.switchgear.outbound;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.springboot.bulkhead.autoconfigure.BulkheadAutoConfiguration;
import io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration;
import io.github.resilience4j.springboot.retry.autoconfigure.RetryAutoConfiguration;
import io.github.resilience4j.springboot.timelimiter.autoconfigure.TimeLimiterAutoConfiguration;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** The settings of one provider as the application itself would read them. */
record ConfiguredResilience(CircuitBreakerConfig breaker, RetryConfig retry, BulkheadConfig bulkhead,
		BulkheadConfig reads, Duration attemptTimeout, Duration deadline) {

	static ConfiguredResilience of(String provider, String... properties) {
		AtomicReference<ConfiguredResilience> read = new AtomicReference<>();
		new ApplicationContextRunner().withInitializer(new ConfigDataApplicationContextInitializer())
			.withConfiguration(AutoConfigurations.of(CircuitBreakerAutoConfiguration.class,
					RetryAutoConfiguration.class, BulkheadAutoConfiguration.class, TimeLimiterAutoConfiguration.class))
			.withPropertyValues(properties)
			.run((context) -> read.set(from(context, provider)));
		return read.get();
	}

	private static ConfiguredResilience from(ApplicationContext context, String provider) {
		return new ConfiguredResilience(
				context.getBean(CircuitBreakerRegistry.class).circuitBreaker(provider).getCircuitBreakerConfig(),
				context.getBean(RetryRegistry.class).retry(provider).getRetryConfig(),
				context.getBean(BulkheadRegistry.class).bulkhead(provider).getBulkheadConfig(),
				context.getBean(BulkheadRegistry.class).bulkhead(provider + "-reads", "reads").getBulkheadConfig(),
				context.getBean(TimeLimiterRegistry.class)
					.timeLimiter(provider)
					.getTimeLimiterConfig()
					.getTimeoutDuration(),
				Binder.get(context.getEnvironment())
					.bind("switchgear.providers.%s.deadline".formatted(provider), Duration.class)
					.get());
	}

	/**
	 * The breaker on another clock. Its own timers run on the wall clock, so they are
	 * left out: the first call after the wait half-opens the breaker just as well.
	 */
	CircuitBreakerConfig breakerOn(Clock clock) {
		return CircuitBreakerConfig.from(breaker)
			.clock(clock)
			.currentTimestampFunction(Clock::millis, TimeUnit.MILLISECONDS)
			.automaticTransitionFromOpenToHalfOpenEnabled(false)
			.maxWaitDurationInHalfOpenState(Duration.ZERO)
			.build();
	}

}
