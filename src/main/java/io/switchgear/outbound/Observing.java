package io.switchgear.outbound;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;

/**
 * A timer and a span around everything below: the logical call as the outermost layer, an
 * attempt further in. Nothing of it goes to the provider.
 */
final class Observing implements ExchangeFilterFunction {

	private final String name;

	private final ObservationRegistry observations;

	private Observing(String name, ObservationRegistry observations) {
		this.name = name;
		this.observations = observations;
	}

	static Observing calls(ObservationRegistry observations) {
		return new Observing("switchgear.provider.call", observations);
	}

	static Observing attempts(ObservationRegistry observations) {
		return new Observing("switchgear.provider.attempt", observations);
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		Call call = Call.of(request);
		return Mono.deferContextual((context) -> {
			Observation observation = Observation.createNotStarted(name, observations)
				.contextualName(call.provider() + " " + call.operation())
				.lowCardinalityKeyValue("provider", call.provider())
				.lowCardinalityKeyValue("operation", call.operation());
			context.<Observation>getOrEmpty(ObservationThreadLocalAccessor.KEY)
				.ifPresent(observation::parentObservation);
			observation.start();
			return next.exchange(request)
				.doOnSuccess((ignored) -> end(observation, "succeeded"))
				.doOnError((error) -> end(observation.error(error), outcomeOf(error)))
				.doOnCancel(() -> end(observation, "cancelled"))
				.contextWrite((inner) -> inner.put(ObservationThreadLocalAccessor.KEY, observation));
		});
	}

	private static void end(Observation observation, String outcome) {
		observation.lowCardinalityKeyValue("outcome", outcome).stop();
	}

	private static String outcomeOf(Throwable error) {
		return (error instanceof CallFailed failed) ? failed.failure().kind() : "defect";
	}

}
