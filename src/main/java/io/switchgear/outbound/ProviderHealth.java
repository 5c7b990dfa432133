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
 * Remembers how attempts ended: for the catalogue, for the alert on a key that the
 * provider rejects, and for background work, which is to leave it alone then.
 */
final class ProviderHealth implements ExchangeFilterFunction {

	private static final CountsAgainstProvider COUNTS = new CountsAgainstProvider();

	private final CircuitBreaker breaker;

	private final Clock clock;

	private final Counter keyRejections;

	private final Backoff backoff;

	private final BackgroundGate backgroundGate;

	private volatile @Nullable Instant lastSuccess;

	private volatile @Nullable Instant lastFailure;

	private volatile @Nullable String lastFailureKind;

	ProviderHealth(String provider, CircuitBreaker breaker, Clock clock, MeterRegistry meters) {
		this.breaker = breaker;
		this.clock = clock;
		this.keyRejections = meters.counter(Metric.KEY_REJECTIONS.meterName(), Metric.Tag.PROVIDER, provider);
		this.backoff = new Backoff(clock);
		this.backgroundGate = new BackgroundGate(breaker, backoff, clock);
		// Who resets one wants a fresh start.
		breaker.getEventPublisher().onReset((event) -> backoff.reset());
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		return next.exchange(request).doOnSuccess((ignored) -> served()).doOnError(CallFailed.class, this::record);
	}

	BackgroundGate backgroundGate() {
		return backgroundGate;
	}

	private void served() {
		lastSuccess = clock.instant();
		backoff.served();
	}

	private void record(CallFailed failed) {
		CallFailure failure = failed.failure();
		if (failure instanceof CallFailure.Answered answered) {
			record(answered);
		}
		if (COUNTS.test(failed)) {
			lastFailureKind = failure.kind();
			lastFailure = clock.instant();
		}
		else if (failure instanceof CallFailure.Answered) {
			lastSuccess = clock.instant();
		}
	}

	private void record(CallFailure.Answered answered) {
		if (answered.rejectsOurKey()) {
			keyRejections.increment();
		}
		if (answered.rejectsOurKey() || answered.throttled()) {
			backoff.refused(answered.retryAfter());
		}
		else if (!answered.transientFault()) {
			backoff.served();
		}
	}

	Availability availability() {
		return new Availability(breaker.getState().name().toLowerCase(Locale.ROOT), lastSuccess, lastFailure,
				lastFailureKind);
	}

}
