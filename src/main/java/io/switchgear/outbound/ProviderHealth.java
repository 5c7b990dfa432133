package io.switchgear.outbound;

import java.time.Clock;
import java.time.Instant;
import java.util.Locale;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.switchgear.observation.Metric;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;

/**
 * Remembers how attempts ended, for the catalogue and for the alert on a key that the
 * provider rejects.
 */
final class ProviderHealth implements ExchangeFilterFunction {

	private static final CountsAgainstProvider COUNTS = new CountsAgainstProvider();

	private final CircuitBreaker breaker;

	private final Clock clock;

	private final Counter keyRejections;

	private volatile @Nullable Instant lastSuccess;

	private volatile @Nullable Instant lastFailure;

	private volatile @Nullable String lastFailureKind;

	ProviderHealth(String provider, CircuitBreaker breaker, Clock clock, MeterRegistry meters) {
		this.breaker = breaker;
		this.clock = clock;
		this.keyRejections = meters.counter(Metric.KEY_REJECTIONS.meterName(), Metric.Tag.PROVIDER, provider);
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		return next.exchange(request)
			.doOnSuccess((ignored) -> lastSuccess = clock.instant())
			.doOnError(CallFailed.class, this::record);
	}

	private void record(CallFailed failed) {
		CallFailure failure = failed.failure();
		if (failure instanceof CallFailure.Answered answered && answered.rejectsOurKey()) {
			keyRejections.increment();
		}
		if (COUNTS.test(failed)) {
			lastFailureKind = failure.kind();
			lastFailure = clock.instant();
		}
		else if (failure instanceof CallFailure.Answered) {
			lastSuccess = clock.instant();
		}
	}

	Availability availability() {
		return new Availability(breaker.getState().name().toLowerCase(Locale.ROOT), lastSuccess, lastFailure,
				lastFailureKind);
	}

}
