package io.switchgear.change.background;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.switchgear.simulator.Fault;
import io.switchgear.support.Journey;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Background work beside callers who wait, while a provider is in trouble. */
class TroubledProviderJourneyTests extends Journey {

	private static final Duration SOON = Duration.ofSeconds(60);

	private static final Duration A_WHILE = Duration.ofSeconds(4);

	@Autowired
	private CircuitBreakerRegistry breakers;

	@Test
	void leavesAProviderThatLimitsTheRateToCallersWhoWait() {
		String wanted = whiskIntegration();
		whisk.always(Fault.answer(429).withHeader("Retry-After", "15"));
		String batch = batch(60);
		await().atMost(SOON).until(() -> whisk.journal().count() > 0);
		await().during(A_WHILE).atMost(SOON).until(() -> whisk.journal().count() <= 8);
		caller().get()
			.uri("/v1/providers/whisk")
			.exchange()
			.expectBody()
			.jsonPath("$.circuitBreaker")
			.isEqualTo("closed");
		whisk.recover();
		disable("whisk/" + wanted).expectStatus().isOk();
		await().atMost(SOON).untilAsserted(() -> expectState(batch, "succeeded"));
	}

	@Test
	void tellsCallersTheWholeWaitAndTriesAgainSoonerInTheBackground() {
		rootFiIntegration();
		rootfi.always(Fault.answer(429).withHeader("Retry-After", "86400"));
		disable("rootfi/1234").expectStatus()
			.isEqualTo(503)
			.expectHeader()
			.valueEquals("Retry-After", "86400")
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo("provider.rate-limited");
		breakers.circuitBreaker("rootfi").reset();
		location(disableInBackground("rootfi/1234"));
		await().atMost(SOON)
			.until(() -> jdbc.sql("select count(*) from change where state = 'pending' and requests > 0")
				.query(Long.class)
				.single() == 1);
		OffsetDateTime next = jdbc.sql("select next_try from change where state = 'pending'")
			.query(OffsetDateTime.class)
			.single();
		assertThat(next).isBetween(OffsetDateTime.now(ZoneOffset.UTC).plusMinutes(25),
				OffsetDateTime.now(ZoneOffset.UTC).plusMinutes(31));
	}

	@Test
	void startsNothingWhileTheBreakerIsOpen() {
		breakers.circuitBreaker("whisk").transitionToForcedOpenState();
		String batch = batch(30);
		String location = location(disableInBackground("whisk/" + whiskIntegration()));
		await().atMost(SOON).until(() -> events() == 31);
		long versions = versions();
		await().during(A_WHILE).atMost(SOON).until(() -> events() == 31 && versions() == versions);
		assertThat(whisk.journal().count()).isZero();
		breakers.circuitBreaker("whisk").reset();
		await().atMost(SOON).untilAsserted(() -> {
			expectState(location, "succeeded");
			expectState(batch, "succeeded");
		});
		assertThat(events()).isEqualTo(3 * 31);
	}

	@Test
	void waitsForAKeyThatTheProviderDoesNotAcceptToBeAccepted() {
		rootFiIntegration();
		rootfi.always(Fault.answer(401));
		String location = location(disableInBackground("rootfi/1234"));
		await().atMost(SOON).until(() -> rootfi.journal().count() > 0);
		await().during(A_WHILE).atMost(SOON).until(() -> rootfi.journal().count() == 1);
		caller().get()
			.uri(location)
			.exchange()
			.expectBody()
			.jsonPath("$.state")
			.isEqualTo("pending")
			.jsonPath("$.problem.code")
			.isEqualTo("provider.authentication-failed");
		rootfi.recover();
		await().atMost(SOON).untilAsserted(() -> expectState(location, "succeeded"));
		assertThat(rootfi.get(1234).disabled()).isTrue();
	}

	@Test
	void doesNotCountTheTimeUnderAHold() {
		String id = whiskIntegration();
		Fault down = Fault.answer(503);
		whisk.next(down, down, down);
		putOnHold("whisk");
		String location = location(disableInBackground("whisk/" + id));
		// As if both had been there for long
		jdbc.sql("update provider_hold set placed_at = placed_at - interval '1 hour'").update();
		jdbc.sql("update change set created_at = created_at - interval '1 hour', not_after = now()").update();
		await().during(A_WHILE).atMost(SOON).untilAsserted(() -> expectState(location, "pending"));
		liftHold("whisk");
		await().atMost(SOON).untilAsserted(() -> expectState(location, "succeeded"));
		assertThat(whisk.journal().count()).isEqualTo(4);
		assertThat(whisk.enabled(id)).isFalse();
	}

	private long events() {
		return jdbc.sql("select count(*) from change_event where kind = 'change'").query(Long.class).single();
	}

	private long versions() {
		return jdbc.sql("select sum(version) from integration").query(Long.class).single();
	}

	private String batch(int size) {
		String ids = Stream.generate(() -> "\"whisk/" + whiskIntegration() + "\"")
			.limit(size)
			.collect(Collectors.joining(","));
		return location(caller().post()
			.uri("/v1/batches")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"action\": \"disable\", \"integrations\": [" + ids + "]}")
			.exchange());
	}

	private RestTestClient.ResponseSpec disableInBackground(String id) {
		return caller().post().uri("/v1/integrations/" + id + "/disable").header("Prefer", "respond-async").exchange();
	}

	private RestTestClient.ResponseSpec disable(String id) {
		return caller().post().uri("/v1/integrations/" + id + "/disable").exchange();
	}

}
