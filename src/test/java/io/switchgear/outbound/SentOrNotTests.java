package io.switchgear.outbound;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.switchgear.outbound.CallFailure.NotSent;
import io.switchgear.outbound.OutboundClients.ResilienceRegistries;
import io.switchgear.support.RawServer;
import io.switchgear.support.RawServer.Conversation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.PutExchange;
import reactor.core.scheduler.Schedulers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What is known of a request whose connection fails at one time or another. */
@Timeout(60)
class SentOrNotTests {

	private static final int LARGE = 8 * 1024 * 1024;

	// As the settings that ship have it. Within it, a request has to be on its way.
	private static final Duration ATTEMPT = Duration.ofSeconds(3);

	private static final String[] WELL = { "HTTP/1.1 200 OK", "Content-Length: 2", "", "{}" };

	private final OutboundClients clients = new OutboundClients(registries(),
			new OutboundClients.Instruments(new SimpleMeterRegistry(), ObservationRegistry.NOOP),
			(provider) -> Optional.empty(), Clock.systemUTC(), Schedulers.parallel());

	private final CallScope scope = CallScope.until(Clock.systemUTC().instant().plusSeconds(30));

	@AfterEach
	void close() {
		clients.destroy();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void knowsThatNothingWasSent(String what, String scheme, Conversation conversation) {
		try (RawServer server = RawServer.start(conversation)) {
			CallFailed failed = fail(scheme + "://localhost:" + server.port(), "small");
			assertThat(failed.failure()).isEqualTo(new NotSent(NotSent.Reason.UNREACHABLE, null));
			assertThat(failed.inDoubt()).isFalse();
			assertThat(scope.mayHaveWritten()).isFalse();
		}
	}

	static Stream<Arguments> knowsThatNothingWasSent() {
		return Stream.of(Arguments.of("alert in the handshake", "https", RawServer.alert()),
				Arguments.of("reset in the handshake", "https", RawServer.reset(10)),
				Arguments.of("end in the handshake", "https",
						(Conversation) (socket) -> socket.getInputStream().read()),
				Arguments.of("handshake that stalls", "https", RawServer.silence()),
				Arguments.of("no TLS at all", "https", (Conversation) (socket) -> RawServer.write(socket, WELL)));
	}

	@Test
	void knowsThatNothingIsSentOnANetworkThatCannotBeReached() {
		assertThat(fail("http://255.255.255.255", "small").failure())
			.isEqualTo(new NotSent(NotSent.Reason.UNREACHABLE, null));
		assertThat(scope.mayHaveWritten()).isFalse();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void doesNotKnowWhatBecameOfARequestThatWasOut(String what, Conversation conversation, int size) {
		try (RawServer server = RawServer.start(conversation)) {
			CallFailed failed = fail("http://localhost:" + server.port(), "x".repeat(size));
			assertThat(failed.failure()).isEqualTo(new CallFailure.Unanswered());
			assertThat(failed.inDoubt()).isTrue();
			assertThat(scope.mayHaveWritten()).isTrue();
		}
	}

	static Stream<Arguments> doesNotKnowWhatBecameOfARequestThatWasOut() {
		return Stream.of(Arguments.of("reset after the request", RawServer.reset(150), 20),
				Arguments.of("reset within the body", RawServer.reset(LARGE / 2), LARGE),
				Arguments.of("silence", RawServer.silence(), LARGE),
				Arguments.of("half of an answer", (Conversation) (socket) -> {
					RawServer.head(socket);
					RawServer.write(socket, "HTTP/1.1 200 OK", "Content-Length: 20", "", "{");
				}, 0));
	}

	@Test
	void doesNotKnowWhatBecameOfARequestOnAConnectionThatWasEndingAlready() {
		AtomicInteger requests = new AtomicInteger();
		try (RawServer server = RawServer.start((socket) -> {
			while (!RawServer.head(socket).isEmpty() && requests.incrementAndGet() == 1) {
				RawServer.write(socket, WELL);
			}
			socket.setSoLinger(true, 0);
		})) {
			RawApi api = api("http://localhost:" + server.port());
			assertThat(scope.<String>run(() -> api.put(""))).isEqualTo("{}");
			CallFailed failed = catchThrowableOfType(CallFailed.class, () -> scope.<String>run(() -> api.put("")));
			assertThat(failed.failure()).isEqualTo(new CallFailure.Unanswered());
			assertThat(requests).hasValue(2);
		}
	}

	private CallFailed fail(String baseUrl, String body) {
		RawApi api = api(baseUrl);
		CallFailed failed = catchThrowableOfType(CallFailed.class, () -> scope.<String>run(() -> api.put(body)));
		assertThat(failed).isNotNull();
		return failed;
	}

	private RawApi api(String baseUrl) {
		return clients.client(RawApi.class, new ProviderEndpoint("raw", URI.create(baseUrl), (headers) -> {
		}, false, null));
	}

	private static ResilienceRegistries registries() {
		return new ResilienceRegistries(CircuitBreakerRegistry.ofDefaults(),
				RetryRegistry.of(RetryConfig.custom().maxAttempts(1).build()), BulkheadRegistry.ofDefaults(),
				TimeLimiterRegistry.of(TimeLimiterConfig.custom().timeoutDuration(ATTEMPT).build()));
	}

	/** An operation whose body can be as large as it takes. */
	interface RawApi {

		@ProviderOperation(value = "put", repeatable = true)
		@PutExchange(url = "/thing", contentType = "text/plain")
		String put(@RequestBody String body);

	}

}
