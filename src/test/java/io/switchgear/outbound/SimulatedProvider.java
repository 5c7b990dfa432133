package io.switchgear.outbound;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpResponse;
import org.springframework.mock.http.client.reactive.MockClientHttpRequest;
import org.springframework.mock.http.client.reactive.MockClientHttpResponse;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Takes the network's place below the stack, and answers on the scheduler's time.
 *
 * @param arrivals asked once for each request that arrives
 */
record SimulatedProvider(Supplier<Reply> arrivals, Scheduler scheduler) implements ClientHttpConnector {

	@Override
	public Mono<ClientHttpResponse> connect(HttpMethod method, URI uri,
			Function<? super ClientHttpRequest, Mono<Void>> requestCallback) {
		return requestCallback.apply(new MockClientHttpRequest(method, uri))
			.then(Mono.deferContextual((context) -> Attempt.of(context).send() ? answer() : Mono.empty()));
	}

	private Mono<ClientHttpResponse> answer() {
		return switch (arrivals.get()) {
			case Reply.Answer answer -> after(answer.after()).map((ignored) -> response(answer));
			case Reply.Reset reset ->
				after(reset.after()).flatMap((ignored) -> Mono.error(new IOException("Connection reset by peer")));
			case Reply.Silence silence -> Mono.never();
		};
	}

	private Mono<Long> after(Duration delay) {
		return Mono.delay(delay, scheduler);
	}

	private static ClientHttpResponse response(Reply.Answer answer) {
		MockClientHttpResponse response = new MockClientHttpResponse(answer.status());
		if (answer.retryAfter() != null) {
			response.getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(answer.retryAfter().toSeconds()));
		}
		return response;
	}

}
