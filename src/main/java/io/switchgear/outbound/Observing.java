package io.switchgear.outbound;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import io.switchgear.observation.Metric;
import io.switchgear.observation.Metric.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;

/**
 * A timer and a span around everything below: the logical call as the outermost layer, an
 * attempt further in. Nothing of it goes to the provider, unless its settings say so.
 */
final class Observing implements ExchangeFilterFunction {

	/**
	 * Attribute of requests whose provider is told the trace they belong to.
	 */
	static final String PROPAGATED = Observing.class.getName() + ".propagated";

	// Nothing else: tracestate and baggage hold what callers put there.
	private static final String TOLD = "traceparent";

	private final Metric metric;

	private final ObservationRegistry observations;

	private Observing(Metric metric, ObservationRegistry observations) {
		this.metric = metric;
		this.observations = observations;
	}

	static Observing calls(ObservationRegistry observations) {
		return new Observing(Metric.PROVIDER_CALL, observations);
	}

	static Observing attempts(ObservationRegistry observations) {
		return new Observing(Metric.PROVIDER_ATTEMPT, observations);
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		Call call = Call.of(request);
		return Mono.deferContextual((context) -> {
			HttpHeaders traceHeaders = new HttpHeaders();
			Observation observation = Observation
				.createNotStarted(metric.meterName(), () -> contextOf(traceHeaders), observations)
				.contextualName(call.provider() + " " + call.operation())
				.lowCardinalityKeyValue(Tag.PROVIDER, call.provider())
				.lowCardinalityKeyValue(Tag.OPERATION, call.operation());
			start(observation, context.getOrDefault(ObservationThreadLocalAccessor.KEY, null));
			return next.exchange(told(request, traceHeaders))
				.doOnSuccess((ignored) -> end(observation, "succeeded"))
				.doOnError((error) -> end(observation.error(error), outcomeOf(error)))
				.doOnCancel(() -> end(observation, "cancelled"))
				.contextWrite((inner) -> inner.put(ObservationThreadLocalAccessor.KEY, observation));
		});
	}

	/** An attempt is where the trace leaves the gateway. */
	private Observation.Context contextOf(HttpHeaders traceHeaders) {
		if (metric == Metric.PROVIDER_CALL) {
			return new Observation.Context();
		}
		SenderContext<HttpHeaders> context = new SenderContext<>((headers, name, value) -> {
			if (name.equals(TOLD)) {
				traceHeaders.set(name, value);
			}
		}, Kind.CLIENT);
		context.setCarrier(traceHeaders);
		return context;
	}

	private static ClientRequest told(ClientRequest request, HttpHeaders traceHeaders) {
		boolean propagated = request.attribute(PROPAGATED).filter(Boolean.TRUE::equals).isPresent();
		return (propagated && !traceHeaders.isEmpty())
				? ClientRequest.from(request).headers((headers) -> headers.putAll(traceHeaders)).build() : request;
	}

	/**
	 * With the parent in scope: the span of the calling thread would come first
	 * otherwise, but an attempt belongs to its call, whatever thread it starts on.
	 */
	private static void start(Observation observation, @Nullable Observation parent) {
		if (parent == null) {
			observation.start();
			return;
		}
		parent.scoped(() -> {
			observation.parentObservation(parent).start();
		});
	}

	private static void end(Observation observation, String outcome) {
		observation.lowCardinalityKeyValue(Tag.OUTCOME, outcome).stop();
	}

	private static String outcomeOf(Throwable error) {
		return (error instanceof CallFailed failed) ? failed.failure().kind() : "defect";
	}

}
