package io.switchgear.batch;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import io.switchgear.simulator.Fault;
import io.switchgear.support.Journey;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class BatchJourneyTests extends Journey {

	private static final Duration SOON = Duration.ofSeconds(40);

	@Test
	void disablesEachIntegrationOfAListAndCountsThem() {
		addRootFi(30);
		String location = location(
				create("{\"action\": \"disable\", \"reason\": \"night\", \"integrations\": [%s]}".formatted(ids(30))));
		await().atMost(SOON).untilAsserted(() -> expectState(location, "succeeded"));
		caller().get()
			.uri(location)
			.exchange()
			.expectBody()
			.jsonPath("$.progress.total")
			.isEqualTo(30)
			.jsonPath("$.progress.succeeded")
			.isEqualTo(30);
		caller().get()
			.uri(location + "/changes?limit=200")
			.exchange()
			.expectBody()
			.jsonPath("$.items.length()")
			.isEqualTo(30)
			.jsonPath("$.items[0].source")
			.isEqualTo("batch");
		assertThat(LongStream.rangeClosed(1, 30).allMatch((id) -> rootfi.get(id).disabled())).isTrue();
	}

	@Test
	void triesAgainWhatFailed() {
		addRootFi(1);
		String location = location(create("""
				{"action": "disable", "integrations": ["rootfi/1", "rootfi/2"]}"""));
		await().atMost(SOON).untilAsserted(() -> expectState(location, "partially_failed"));
		rootfi.add(2, "XERO", CLIENT_ID, CLIENT_SECRET, false, true);
		caller().post().uri(location + "/retry").exchange().expectStatus().isEqualTo(202);
		await().atMost(SOON).untilAsserted(() -> expectState(location, "succeeded"));
	}

	@Test
	void refusesABatchWithABadItemAsAWhole() {
		addRootFi(1);
		create("""
				{"action": "disable", "integrations": ["rootfi/1", "rootfi/0", "nobody/1", "whisk/1", 5]}""")
			.expectStatus()
			.isEqualTo(422)
			.expectBody()
			.jsonPath("$.errors.length()")
			.isEqualTo(4)
			.jsonPath("$.errors[0].pointer")
			.isEqualTo("/integrations/1");
		assertThat(jdbc.sql("select count(*) from batch").query(Long.class).single()).isZero();
	}

	@Test
	void selectsIntegrationsByFilterAndSaysWhichOnADryRun() {
		addRootFi(2);
		caller().get().uri("/v1/integrations/rootfi/1?fresh=true").exchange().expectStatus().isOk();
		RestTestClient.BodyContentSpec body = caller().post()
			.uri("/v1/batches?dryRun=true")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"action\": \"disable\", \"selector\": {\"provider\": \"rootfi\", \"enabled\": true}}")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody();
		body.jsonPath("$.progress.total")
			.isEqualTo(1)
			.jsonPath("$.dryRun.integrations[0].id")
			.isEqualTo("rootfi/1")
			.jsonPath("$.state")
			.isEqualTo("dry_run")
			.jsonPath("$.id")
			.isEqualTo("00000000-0000-0000-0000-000000000000");
		assertThat(rootfi.journal().count("PUT")).isZero();
	}

	@Test
	void withdrawsWhatHasNotStarted() {
		addRootFi(20);
		rootfi.always(Fault.answer(503));
		String location = location(create("{\"action\": \"disable\", \"integrations\": [%s]}".formatted(ids(20))));
		await().atMost(SOON).until(() -> rootfi.journal().count() > 0);
		caller().post().uri(location + "/cancel").exchange().expectStatus().isOk();
		await().atMost(SOON).untilAsserted(() -> {
			caller().post().uri(location + "/cancel").exchange();
			expectState(location, "cancelled");
		});
		assertThat(rootfi.journal().count("PUT")).isZero();
	}

	@Test
	void holdsAProviderAndLetsItGo() {
		String id = whiskIntegration();
		hold("{\"reason\": \"incident 4711\"}").expectStatus().isOk();
		caller().post()
			.uri("/v1/integrations/whisk/{id}/disable", id)
			.exchange()
			.expectStatus()
			.isEqualTo(503)
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo("provider.on-hold")
			.jsonPath("$.detail")
			.value(String.class, (detail) -> assertThat(detail).contains("incident 4711"));
		caller().post()
			.uri("/v1/integrations/whisk/{id}/disable", id)
			.header("Prefer", "respond-async")
			.exchange()
			.expectStatus()
			.isEqualTo(202);
		caller().get()
			.uri("/v1/providers/whisk")
			.exchange()
			.expectBody()
			.jsonPath("$.hold.reason")
			.isEqualTo("incident 4711");
		assertThat(whisk.journal().count()).isZero();
		liftHold("whisk");
		await().atMost(SOON).untilAsserted(() -> assertThat(whisk.enabled(id)).isFalse());
		caller().get()
			.uri("/v1/providers/whisk/holds")
			.exchange()
			.expectBody()
			.jsonPath("$.items[0].liftedBy")
			.isEqualTo("billing-service");
	}

	@Test
	void letsOnlyOperatorsHold() {
		caller("integrations:write").put()
			.uri("/v1/providers/whisk/hold")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"reason\": \"x\"}")
			.exchange()
			.expectStatus()
			.isForbidden();
		hold("{}").expectStatus().isEqualTo(422);
	}

	private RestTestClient.ResponseSpec hold(String body) {
		return caller().put()
			.uri("/v1/providers/whisk/hold")
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.exchange();
	}

	private RestTestClient.ResponseSpec create(String body) {
		return caller().post().uri("/v1/batches").contentType(MediaType.APPLICATION_JSON).body(body).exchange();
	}

	private static void addRootFi(int count) {
		LongStream.rangeClosed(1, count).forEach((id) -> rootfi.add(id, "XERO", CLIENT_ID, CLIENT_SECRET, false, true));
	}

	private static String ids(int count) {
		return LongStream.rangeClosed(1, count)
			.mapToObj((id) -> "\"rootfi/%d\"".formatted(id))
			.collect(Collectors.joining(","));
	}

}
