package io.switchgear.change.background;

import java.time.Duration;
import java.time.Instant;

import io.switchgear.simulator.Fault;
import io.switchgear.support.Journey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class BackgroundJourneyTests extends Journey {

	private static final Duration SOON = Duration.ofSeconds(20);

	@Test
	void goesOnInTheBackgroundThroughAnOutage() {
		String id = whiskIntegration();
		whisk.always(Fault.answer(503));
		String location = location(write("whisk/" + id + "/disable", "respond-async", "{}").expectStatus()
			.isEqualTo(202)
			.expectHeader()
			.valueEquals("Preference-Applied", "respond-async"));
		await().atMost(SOON).until(() -> whisk.journal().count() > 0);
		assertThat(whisk.enabled(id)).isTrue();
		whisk.recover();
		await().atMost(SOON).untilAsserted(() -> assertThat(state(location)).isEqualTo("succeeded"));
		assertThat(whisk.enabled(id)).isFalse();
	}

	@Test
	void answersAtOnceWhereTheChangeEndsWithinTheWait() {
		String id = whiskIntegration();
		write("whisk/" + id + "/disable", "respond-async, wait=15", "{}").expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.sync")
			.isEqualTo("in_sync");
	}

	@Test
	void givesUpAtTheWaitThatTheCallerPrefers() {
		String id = whiskIntegration();
		whisk.always(Fault.hang());
		write("whisk/" + id + "/disable", "wait=4", "{}").expectStatus()
			.isEqualTo(504)
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo("provider.timeout");
		assertThat(jdbc.sql("select count(*) from change where state = 'applying'").query(Long.class).single())
			.isZero();
	}

	@Test
	void appliesTheChangesOfAnIntegrationInTheirOrder() {
		String id = whiskIntegration();
		whisk.always(Fault.answer(503));
		write("whisk/" + id + "/disable", "respond-async", "{}").expectStatus().isEqualTo(202);
		write("whisk/" + id + "/enable", "respond-async", "{}").expectStatus().isEqualTo(202);
		caller().get()
			.uri("/v1/integrations/whisk/{id}/changes", id)
			.exchange()
			.expectBody()
			.jsonPath("$.items[1].state")
			.value(String.class, (state) -> assertThat(state).isIn("cancelled", "applying", "pending"));
		whisk.recover();
		await().atMost(SOON)
			.untilAsserted(() -> caller().get()
				.uri("/v1/integrations/whisk/{id}", id)
				.exchange()
				.expectBody()
				.jsonPath("$.sync")
				.isEqualTo("in_sync"));
		assertThat(whisk.enabled(id)).isTrue();
	}

	@Test
	void takesThePlaceOfAWaitingChangeThatItOverrides() {
		String id = whiskIntegration();
		String later = Instant.now().plus(Duration.ofHours(1)).toString();
		String location = location(
				write("whisk/" + id + "/disable", null, "{\"notBefore\": \"" + later + "\"}").expectStatus()
					.isEqualTo(202));
		write("whisk/" + id + "/enable", null, "{}").expectStatus().isOk();
		caller().get()
			.uri(location)
			.exchange()
			.expectBody()
			.jsonPath("$.state")
			.isEqualTo("cancelled")
			.jsonPath("$.supersededBy")
			.exists();
	}

	@Test
	void withdrawsAChangeThatHasNotStarted() {
		String id = whiskIntegration();
		String later = Instant.now().plus(Duration.ofHours(1)).toString();
		String location = location(
				write("whisk/" + id + "/disable", null, "{\"notBefore\": \"" + later + "\"}").expectStatus()
					.isEqualTo(202));
		cancel(location).expectStatus().isOk().expectBody().jsonPath("$.state").isEqualTo("cancelled");
		cancel(location).expectStatus()
			.isEqualTo(409)
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo("change.not-cancellable");
		assertThat(whisk.journal().count()).isZero();
	}

	@Test
	void blamesNoProviderForWhatItNeverSent() {
		String id = whiskIntegration();
		String batch = location(caller().post()
			.uri("/v1/batches")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"action\": \"disable\", \"notBefore\": \"%s\", \"integrations\": [\"whisk/%s\"]}"
				.formatted(Instant.now().plusSeconds(3600), id))
			.exchange());
		await().atMost(SOON).until(() -> jdbc.sql("select count(*) from change").query(Integer.class).single() == 1);
		jdbc.sql("update change set not_before = now() - interval '60 seconds', not_after = now()").update();
		await().atMost(SOON).untilAsserted(() -> expectState(batch, "failed"));
		caller().get()
			.uri(batch + "/changes?code=change.expired")
			.exchange()
			.expectBody()
			.jsonPath("$.items[0].attempts")
			.isEqualTo(0)
			.jsonPath("$.items[0].problem.blame")
			.isEqualTo("gateway")
			.jsonPath("$.items[0].problem.retryable")
			.isEqualTo(true)
			.jsonPath("$.items[0].problem.detail")
			.value(String.class,
					(detail) -> assertThat(detail).matches("It waited 6\\d seconds .* nothing was sent .*"));
		assertThat(whisk.journal().count()).isZero();
		caller().post().uri(batch + "/retry").exchange().expectStatus().isEqualTo(202);
		await().atMost(SOON).untilAsserted(() -> expectState(batch, "succeeded"));
		assertThat(whisk.enabled(id)).isFalse();
	}

	@Test
	void saysWhatItWouldSendAndWritesNothing() {
		rootFiIntegration();
		caller().post()
			.uri("/v1/integrations/rootfi/1234/disable?dryRun=true")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.id")
			.isEqualTo("rootfi/1234")
			.jsonPath("$.sync")
			.isEqualTo("unknown")
			.jsonPath("$.dryRun.requested.enabled")
			.isEqualTo(false)
			.jsonPath("$.dryRun.wouldSend.method")
			.isEqualTo("PUT")
			.jsonPath("$.dryRun.wouldSend.body.client_secret")
			.isEqualTo("set")
			.jsonPath("$.dryRun.wouldSend.body.is_disabled")
			.isEqualTo(true)
			.jsonPath("$.dryRun.checks.length()")
			.isEqualTo(4);
		assertThat(rootfi.journal().count("PUT")).isZero();
		assertThat(jdbc.sql("select (select count(*) from change) + (select count(*) from integration)")
			.query(Long.class)
			.single()).isZero();
	}

	private String state(String location) {
		String body = caller().get().uri(location).exchange().returnResult(String.class).getResponseBody();
		return String.valueOf(body).replaceAll("(?s).*?\"state\"\\s*:\\s*\"(\\w+)\".*", "$1");
	}

	private RestTestClient.ResponseSpec cancel(String location) {
		return caller().post().uri(location + "/cancel").exchange();
	}

	private RestTestClient.ResponseSpec write(String path, @Nullable String prefer, String body) {
		RestTestClient.RequestBodySpec request = caller().post()
			.uri("/v1/integrations/" + path)
			.contentType(MediaType.APPLICATION_JSON);
		if (prefer != null) {
			request.header("Prefer", prefer);
		}
		return request.body(body).exchange();
	}

}
