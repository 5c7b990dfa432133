package io.switchgear.outbound;

import java.time.Clock;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.common.circuitbreaker.configuration.CircuitBreakerConfigCustomizer;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.switchgear.outbound.OutboundClients.ResilienceRegistries;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class OutboundConfiguration {

	/**
	 * What becomes of a half-open breaker whose probes decide nothing for as long as
	 * {@code max-wait-duration-in-half-open-state}, for which there is no key. To open it
	 * once more, the default, would refuse calls to a provider that is well but seldom
	 * called, again and again.
	 */
	@Bean
	CircuitBreakerConfigCustomizer closedWhereUndecided() {
		return CircuitBreakerConfigCustomizer.of("default",
				(config) -> config.transitionToStateAfterWaitDuration(CircuitBreaker.State.CLOSED));
	}

	@Bean
	ResilienceRegistries resilienceRegistries(CircuitBreakerRegistry breakers, RetryRegistry retries,
			BulkheadRegistry bulkheads, TimeLimiterRegistry timeouts) {
		return new ResilienceRegistries(breakers, retries, bulkheads, timeouts);
	}

	@Bean
	OutboundClients outboundClients(ResilienceRegistries registries, MeterRegistry meters,
			ObservationRegistry observations, Holds holds, Clock clock) {
		return new OutboundClients(registries, new OutboundClients.Instruments(meters, observations), holds, clock,
				Schedulers.parallel());
	}

}
