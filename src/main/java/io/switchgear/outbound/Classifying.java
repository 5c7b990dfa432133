package io.switchgear.outbound;

import io.netty.handler.ssl.NotSslRecordException;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

import io.switchgear.outbound.CallFailure.NotSent.Reason;
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
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

/**
 * Turns whatever comes back into a whole answer or a {@link CallFailed}. The body is read
 * here, so that an answer that breaks off or drips is a failed attempt like any other.
 */
final class Classifying implements ExchangeFilterFunction {

	private static final int LARGEST_BODY = 256 * 1024;

	private final Clock clock;

	Classifying(Clock clock) {
		this.clock = clock;
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		Call call = Call.of(request);
		return next.exchange(request)
			.flatMap((response) -> whole(response, call))
			.onErrorMap((error) -> !(error instanceof CallFailed),
					(error) -> new CallFailed(failureOf(error), call, error));
	}

	private Mono<ClientResponse> whole(ClientResponse response, Call call) {
		int status = response.statusCode().value();
		return DataBufferUtils.join(response.body(BodyExtractors.toDataBuffers()), LARGEST_BODY)
			.map(Classifying::bytes)
			.defaultIfEmpty(new byte[0])
			.onErrorMap(DataBufferLimitException.class,
					(error) -> new CallFailed(answered(status, "", response), call, error))
			.flatMap((body) -> response.statusCode().is2xxSuccessful() ? Mono.just(withBody(response, body))
					: Mono.error(new CallFailed(answered(status, new String(body, StandardCharsets.UTF_8), response),
							call, null)));
	}

	private CallFailure answered(int status, String body, ClientResponse response) {
		String retryAfter = response.headers().asHttpHeaders().getFirst(HttpHeaders.RETRY_AFTER);
		return new CallFailure.Answered(status, body, RetryAfter.parse(retryAfter, clock));
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

	private static CallFailure failureOf(Throwable error) {
		Throwable cause = (error instanceof WebClientRequestException && error.getCause() != null) ? error.getCause()
				: error;
		for (Throwable next = cause; next != null; next = causeOf(next)) {
			if (neverConnected(next)) {
				return new CallFailure.NotSent(Reason.UNREACHABLE, null);
			}
			if (next instanceof PoolAcquirePendingLimitException || next instanceof PoolAcquireTimeoutException) {
				return new CallFailure.NotSent(Reason.BUSY, null);
			}
		}
		return new CallFailure.Unanswered();
	}

	/** The peer need not have spoken TLS at all. */
	private static boolean neverConnected(Throwable error) {
		return error instanceof ConnectException || error instanceof UnknownHostException
				|| error instanceof NoRouteToHostException || error instanceof SSLHandshakeException
				|| error instanceof SSLPeerUnverifiedException || error instanceof NotSslRecordException;
	}

	private static @Nullable Throwable causeOf(Throwable error) {
		return (error.getCause() != error) ? error.getCause() : null;
	}

}
