package io.switchgear.event;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.switchgear.support.Answer;
import io.switchgear.support.OwnGateway;
import io.switchgear.support.TestIssuer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** How streams of events end, and how many there may be. */
@Timeout(120)
class EventStreamTests {

	private static final Duration SOON = Duration.ofSeconds(30);

	private static final int MOST = 200;

	private static final AtomicReference<Duration> passed = new AtomicReference<>(Duration.ZERO);

	private static final OwnGateway gateways = new OwnGateway("event_streams");

	private static final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private static ConfigurableApplicationContext gateway;

	@BeforeAll
	static void start() {
		gateway = gateways.start(List.of("spring.lifecycle.timeout-per-shutdown-phase=1s"), SetClock.class);
	}

	@AfterAll
	static void end() {
		client.shutdownNow();
		gateways.close();
	}

	@Test
	void endsAStreamAfterAQuarterOfAnHour() {
		Iterator<String> lines = open(expiringAfter(Duration.ofHours(1)));
		pass(Duration.ofMinutes(14));
		switchSomething();
		readAnEvent(lines);
		pass(Duration.ofMinutes(1));
		readToTheEnd(lines);
	}

	@Test
	void endsAStreamWhenItsTokenExpires() {
		Iterator<String> lines = open(expiringAfter(Duration.ofMinutes(5)));
		pass(Duration.ofMinutes(4));
		switchSomething();
		readAnEvent(lines);
		pass(Duration.ofMinutes(1));
		readToTheEnd(lines);
	}

	@Test
	void refusesMoreStreamsThanItFeedsAndTakesMoreWhenTheyHaveEnded() {
		List<Iterator<String>> all = new ArrayList<>();
		for (int index = 0; index < MOST; index++) {
			all.add(open(expiringAfter(Duration.ofHours(1))));
		}
		Answer refused = Answer.to(request(expiringAfter(Duration.ofHours(1))));
		assertThat(refused.status()).isEqualTo(503);
		assertThat(refused.isProblem("gateway.busy")).as(refused.body()).isTrue();
		assertThat(refused.header("Retry-After")).isEqualTo("5");
		pass(Duration.ofMinutes(15));
		all.forEach(EventStreamTests::readToTheEnd);
		await().atMost(SOON).until(() -> status() == 200);
	}

	@Test
	void waitsForNoReaderWhenItEnds() throws Exception {
		switchSomething();
		SmartLifecycle streams = gateway.getBean("eventStreams", SmartLifecycle.class);
		try (Socket reader = new Socket()) {
			reader.setReceiveBufferSize(4096);
			reader.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), uri().getPort()));
			reader.getOutputStream()
				.write("GET /v1/events HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer %s\r\n\r\n"
					.formatted(expiringAfter(Duration.ofHours(1)))
					.getBytes(StandardCharsets.US_ASCII));
			assertThat(reader.getInputStream().read()).isPositive();
			moreThanBuffersHold();
			// Until it is stuck; should it not be yet, the test shows less, but holds.
			await().during(Duration.ofSeconds(3)).atMost(SOON).until(() -> reader.getInputStream().available() > 0);
			assertThat(CompletableFuture.runAsync(streams::stop, (stop) -> Thread.ofVirtual().start(stop)))
				.succeedsWithin(SOON);
		}
		finally {
			streams.start();
		}
	}

	private static void moreThanBuffersHold() {
		gateways.jdbc().sql("""
				insert into change_event (change, state, version, payload, at)
				select change, state, version, jsonb_build_object('reason', repeat('x', 20000)), at
				from (select * from change_event order by seq limit 1) as one, generate_series(1, 1500)""").update();
	}

	private static void switchSomething() {
		String id = UUID.randomUUID().toString();
		gateways.whisk().add(id, "INTEGRATION_TYPE_SHOPIFY", true);
		OwnGateway.caller(gateway)
			.post()
			.uri("/v1/integrations/whisk/{id}/disable", id)
			.exchange()
			.expectStatus()
			.isOk();
	}

	private static void pass(Duration time) {
		passed.updateAndGet((before) -> before.plus(time));
	}

	private static Instant now() {
		return Instant.now().plus(passed.get());
	}

	private static void readAnEvent(Iterator<String> lines) {
		while (!lines.next().startsWith("id:")) {
			assertThat(lines).hasNext();
		}
	}

	/** Returns only when the stream has ended in good order. */
	private static void readToTheEnd(Iterator<String> lines) {
		while (lines.hasNext()) {
			lines.next();
		}
	}

	private static String expiringAfter(Duration time) {
		return TestIssuer.shared().token("admin-ui", "switchgear", now().plus(time), "integrations:read");
	}

	/** The lines of a stream, from where nothing is missed any more. */
	private static Iterator<String> open(String token) {
		try {
			HttpResponse<Stream<String>> response = client.send(request(token).build(),
					HttpResponse.BodyHandlers.ofLines());
			assertThat(response.statusCode()).isEqualTo(200);
			Iterator<String> lines = response.body().iterator();
			lines.next();
			return lines;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static int status() throws Exception {
		HttpResponse<Stream<String>> response = client.send(request(expiringAfter(Duration.ofHours(1))).build(),
				HttpResponse.BodyHandlers.ofLines());
		response.body().close();
		return response.statusCode();
	}

	private static HttpRequest.Builder request(String token) {
		return HttpRequest.newBuilder(uri()).header("Authorization", "Bearer " + token);
	}

	private static URI uri() {
		return URI.create(
				"http://127.0.0.1:%s/v1/events".formatted(gateway.getEnvironment().getProperty("local.server.port")));
	}

	/** No configuration by annotation: every other gateway would find it. */
	static class SetClock {

		@Bean
		@Primary
		Clock setClock() {
			InstantSource source = EventStreamTests::now;
			return source.withZone(ZoneOffset.UTC);
		}

	}

}
