package io.switchgear.outbound;

import java.nio.charset.StandardCharsets;
import java.time.Clock;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Turns whatever comes back into a whole answer or a {@link CallFailed}. The body is read
 * here, so that an answer that breaks off or drips is a failed attempt like any other.
 */
final class Classifying implements ExchangeFilterFunction {

	private static final byte[] NOTHING = {};

	private final WaitHeaders waits;

	private final Clock clock;

	Classifying(Clock clock) {
		this(WaitHeaders.STANDARD, clock);
	}

	Classifying(WaitHeaders waits, Clock clock) {
		this.waits = waits;
		this.clock = clock;
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		Call call = Call.of(request);
		return Mono.deferContextual((context) -> next.exchange(request)
			.flatMap((response) -> whole(response, call))
			.onErrorMap((error) -> !(error instanceof CallFailed),
					(error) -> new CallFailed(Attempt.of(context).failureOf(error), call, error)));
	}

	private Mono<ClientResponse> whole(ClientResponse response, Call call) {
		return DataBufferUtils.join(response.body(BodyExtractors.toDataBuffers()), call.largestAnswer())
			.map(Classifying::bytes)
			.defaultIfEmpty(NOTHING)
			.onErrorMap(DataBufferLimitException.class, (error) -> failed(response, NOTHING, call, error))
			.flatMap((body) -> {
				if (body.length > 0 && encoded(response)) {
					return Mono.error(failed(response, NOTHING, call, null));
				}
				return response.statusCode().is2xxSuccessful() ? Mono.just(withBody(response, body))
						: Mono.error(failed(response, body, call, null));
			});
	}

	/** What could be decoded no longer bears the header. */
	private static boolean encoded(ClientResponse response) {
		return response.headers()
			.header(HttpHeaders.CONTENT_ENCODING)
			.stream()
			.anyMatch((coding) -> !coding.isBlank() && !coding.strip().equalsIgnoreCase("identity"));
	}

	private CallFailed failed(ClientResponse response, byte[] body, Call call, @Nullable Throwable cause) {
		HttpHeaders headers = response.headers().asHttpHeaders();
		int status = response.statusCode().value();
		return new CallFailed(new CallFailure.Answered(status, new String(body, StandardCharsets.UTF_8),
				waits.in(status, headers, clock)), call, cause, headers);
	}

	/**
	 * Declared as JSON whatever the provider calls it: reading what it says is lenient,
	 * believing it is not.
	 */
	private static ClientResponse withBody(ClientResponse response, byte[] body) {
		Flux<DataBuffer> content = (body.length > 0) ? Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(body))
				: Flux.empty();
		return response.mutate()
			.headers((headers) -> headers.setContentType(MediaType.APPLICATION_JSON))
			.body(content)
			.build();
	}

	private static byte[] bytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		return bytes;
	}

}
