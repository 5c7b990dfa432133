package io.switchgear.outbound;

import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;

/** Lets no attempt out to a provider that is on hold. */
final class Holding implements ExchangeFilterFunction {

	private final Holds holds;

	Holding(Holds holds) {
		this.holds = holds;
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		return Mono.defer(() -> {
			Call call = Call.of(request);
			return holds.of(call.provider()).isPresent() ? Mono
				.error(new CallFailed(new CallFailure.NotSent(CallFailure.NotSent.Reason.ON_HOLD, null), call, null))
					: next.exchange(request);
		});
	}

}
