package io.switchgear.outbound;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ClassifyingTests {

	private static final int LARGEST = 256 * 1024;

	private final Classifying classifying = new Classifying(new VirtualTime());

	private final Attempt attempt = new Attempt(Instant.MAX, Clock.systemUTC());

	@Test
	void handsAWholeBodyOn() {
		assertThat(bodyOf(response(200, "x".repeat(LARGEST)))).hasSize(LARGEST);
		assertThat(bodyOf(response(204, ""))).isNull();
	}

	@Test
	void takesNoMoreOfABodyThanItMust() {
		assertThat(failure(Mono.just(response(200, "x".repeat(LARGEST + 1)))))
			.isEqualTo(new CallFailure.Answered(200, "", null));
		assertThat(failure(Mono.just(response(503, "x".repeat(LARGEST + 1)))))
			.isEqualTo(new CallFailure.Answered(503, "", null));
	}

	@Test
	void saysThatItWasAnsweredInAnEncodingThatNobodyCanRead() {
		assertThat(failure(Mono.just(encoded(200, "br")))).isEqualTo(new CallFailure.Answered(200, "", null));
		assertThat(failure(Mono.just(encoded(409, "br")))).isEqualTo(new CallFailure.Answered(409, "", null));
		assertThat(bodyOf(encoded(200, "identity"))).isEqualTo("{}");
	}

	@Test
	void keepsTheBodyOfAnErrorOutOfWhatIsPrinted() {
		CallFailed failed = fail(Mono.just(response(400, "open sesame")));
		assertThat(((CallFailure.Answered) failed.failure()).body()).isEqualTo("open sesame");
		assertThat(failed + " " + failed.failure()).doesNotContain("sesame");
	}

	@ParameterizedTest
	@MethodSource("errors")
	void knowsThatNothingWasSentWhateverTheErrorIs(Throwable error) {
		assertThat(failure(Mono.error(requestFailed(error))))
			.isEqualTo(new CallFailure.NotSent(CallFailure.NotSent.Reason.UNREACHABLE, null));
	}

	@ParameterizedTest
	@MethodSource("errors")
	void doesNotKnowWhetherAnythingWasDoneOnceAByteIsOut(Throwable error) {
		attempt.send();
		assertThat(failure(Mono.error(requestFailed(error)))).isEqualTo(new CallFailure.Unanswered());
	}

	static Stream<Throwable> errors() {
		return Stream.of(new ConnectException("refused"), new UnknownHostException("no such host"),
				new SocketException("Network is unreachable"), new BindException("Cannot assign requested address"),
				new SocketException("Operation not permitted"), new NoRouteToHostException("prohibited"),
				new SSLException("Received fatal alert: internal_error"), new SSLHandshakeException("untrusted"),
				new IOException("closed"), new TimeoutException(), new IllegalStateException("a defect"));
	}

	private CallFailure failure(Mono<ClientResponse> answer) {
		return fail(answer).failure();
	}

	private CallFailed fail(Mono<ClientResponse> answer) {
		CallFailed failed = catchThrowableOfType(CallFailed.class,
				() -> classifying.filter(request(), (request) -> answer).contextWrite(attempt::in).block());
		assertThat(failed).isNotNull();
		return failed;
	}

	private @Nullable String bodyOf(ClientResponse response) {
		return classifying.filter(request(), (request) -> Mono.just(response))
			.flatMap((whole) -> whole.bodyToMono(String.class))
			.contextWrite(attempt::in)
			.block();
	}

	private static ClientRequest request() {
		Call call = new Call("provider", "operation", true, false, LARGEST, CallScope.until(Instant.MAX));
		return ClientRequest.create(HttpMethod.GET, URI.create("http://localhost"))
			.attribute(Call.class.getName(), call)
			.build();
	}

	private static ClientResponse response(int status, String body) {
		return ClientResponse.create(HttpStatus.valueOf(status)).body(body).build();
	}

	private static ClientResponse encoded(int status, String coding) {
		return ClientResponse.create(HttpStatus.valueOf(status))
			.header(HttpHeaders.CONTENT_ENCODING, coding)
			.body("{}")
			.build();
	}

	private static Throwable requestFailed(Throwable cause) {
		return new WebClientRequestException(cause, HttpMethod.GET, URI.create("http://localhost"), new HttpHeaders());
	}

}
