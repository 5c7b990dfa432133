package io.switchgear.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import io.switchgear.support.Journey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is not taken for a batch, and what a batch is asked for later. */
class BatchRequestJourneyTests extends Journey {

	private static final Duration SOON = Duration.ofSeconds(40);

	@ParameterizedTest
	@ValueSource(strings = { "{\"labels\": \"team:a\"}", "{\"labels\": {\"team\": 5}}", "{\"q\": \"a\\u0000\"}",
			"{\"sync\": \"maybe\"}", "{\"enabled\": \"yes\"}", "{\"labels\": {\"team\": null}}", "{\"q\": \"\"}",
			"{\"labels\": {}, \"q\": \"\"}" })
	void refusesASelectorThatItWouldOtherwiseReadAsAWiderOne(String selector) {
		caller().get().uri("/v1/integrations/rootfi/" + rootFiIntegration() + "?fresh=true").exchange();
		create(caller(), "{\"action\": \"disable\", \"selector\": " + selector + "}").expectStatus()
			.isEqualTo(422)
			.expectBody()
			.jsonPath("$.errors[0].pointer")
			.value(String.class, (pointer) -> assertThat(pointer).startsWith("/selector/"));
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"{\"selector\": null, \"integrations\": [\"rootfi/1234\"], \"action\": \"disable\", \"reason\": null}",
			"{\"selector\": {\"q\": null}, \"integrations\": [\"rootfi/1234\"], \"action\": \"disable\"}",
			"{\"integrations\": [], \"selector\": {\"provider\": \"rootfi\"}, \"action\": \"disable\"}",
			"{\"integrations\": null, \"action\": \"disable\", \"selector\": {\"provider\": \"rootfi\", \"enabled\": null,"
					+ " \"sync\": null, \"labels\": null, \"q\": null}}" })
	void takesANullForAnAbsentMember(String body) {
		caller().get().uri("/v1/integrations/rootfi/" + rootFiIntegration() + "?fresh=true").exchange();
		String location = location(create(caller(), body));
		caller().get().uri(location).exchange().expectBody().jsonPath("$.progress.total").isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"selector\": []", "\"selector\": {\"nope\": null}", "\"integrations\": {}" })
	void takesNothingThatIsWrongForAbsent(String member) {
		caller().get().uri("/v1/integrations/rootfi/" + rootFiIntegration() + "?fresh=true").exchange();
		String other = member.startsWith("\"selector") ? "\"integrations\": [\"rootfi/1234\"]"
				: "\"selector\": {\"provider\": \"rootfi\"}";
		create(caller(), "{\"action\": \"disable\", " + other + ", " + member + "}").expectStatus().isEqualTo(422);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"selector\": null", "\"selector\": {\"provider\": null, \"labels\": null}",
			"\"integrations\": [], \"selector\": {}", "\"integrations\": []", "\"integrations\": null",
			"\"selector\": {\"labels\": {}}" })
	void selectsNothingWhereEveryFilterIsNull(String members) {
		caller().get().uri("/v1/integrations/rootfi/" + rootFiIntegration() + "?fresh=true").exchange();
		create(caller(), "{\"action\": \"disable\", " + members + "}").expectStatus()
			.isEqualTo(422)
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo("request.invalid");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"selector\": {\"provider\": \"rootfi\"}", "\"integrations\": [\"rootfi/1234\"]" })
	void refusesASelectionThatHasGrownSinceItWasLookedAt(String selection) {
		caller().get().uri("/v1/integrations/rootfi/" + rootFiIntegration() + "?fresh=true").exchange();
		String body = "{\"action\": \"disable\", \"expectedTotal\": %d, " + selection + "}";
		create(caller(), body.formatted(2)).expectStatus()
			.isEqualTo(409)
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo("batch.selection-changed")
			.jsonPath("$.detail")
			.isEqualTo("1 integrations are selected, and 2 were expected");
		caller().get().uri("/v1/batches").exchange().expectBody().jsonPath("$.items.length()").isEqualTo(0);
		create(caller(), body.formatted(1)).expectStatus().isEqualTo(202);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "10001", "1.5", "\"1\"", "true", "99999999999" })
	void refusesATotalThatNoBatchHas(String total) {
		create(caller(),
				"{\"action\": \"disable\", \"expectedTotal\": " + total + ", \"integrations\": [\"rootfi/1234\"]}")
			.expectStatus()
			.isEqualTo(422)
			.expectBody()
			.jsonPath("$.errors[0].pointer")
			.isEqualTo("/expectedTotal");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\\u0000b", "a\\nb", "" })
	void refusesAReasonThatIsNoPlainText(String reason) {
		create(caller(), "{\"action\": \"disable\", \"reason\": \"" + reason + "\", \"integrations\": [\"rootfi/1\"]}")
			.expectStatus()
			.isEqualTo(422);
		caller().put()
			.uri("/v1/providers/whisk/hold")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"reason\": \"" + reason + "\"}")
			.exchange()
			.expectStatus()
			.isEqualTo(422);
	}

	@Test
	void givesARepeatTheFirstAnswerThoughTheSelectorSelectsNothingAnyMore() {
		caller().get().uri("/v1/integrations/rootfi/" + rootFiIntegration() + "?fresh=true").exchange();
		RestTestClient repeating = caller().mutate().defaultHeader("Idempotency-Key", "all-off").build();
		String body = "{\"action\": \"disable\", \"selector\": {\"enabled\": true}}";
		String location = location(create(repeating, body));
		await().atMost(SOON).untilAsserted(() -> expectState(location, "succeeded"));
		assertThat(location(create(repeating, body))).isEqualTo(location);
	}

	@Test
	void triesEachFailedItemAgainOnceHoweverOftenItIsAskedTo() {
		String location = location(
				create(caller(), "{\"action\": \"disable\", \"integrations\": [%s]}".formatted(ids())));
		await().atMost(SOON).untilAsserted(() -> expectState(location, "failed"));
		LongStream.rangeClosed(1, 5).forEach((id) -> rootfi.add(id, "XERO", CLIENT_ID, CLIENT_SECRET, false, true));
		for (int time = 0; time < 3; time++) {
			callerNamed("admin-ui").post()
				.uri(location + "/retry")
				.exchange()
				.expectStatus()
				.isEqualTo(202)
				.expectBody()
				.jsonPath("$.progress.failed")
				.isEqualTo(0);
		}
		await().atMost(SOON).untilAsserted(() -> expectState(location, "succeeded"));
		assertThat(jdbc.sql("select count(*) from change where actor = 'admin-ui'").query(Long.class).single())
			.isEqualTo(5);
		assertThat(rootfi.journal().count("PUT")).isEqualTo(5);
	}

	@Test
	void startsNothingOfABatchThatIsWithdrawn() {
		caller().put()
			.uri("/v1/providers/rootfi/hold")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"reason\": \"incident 4711\"}")
			.exchange();
		String location = location(
				create(caller(), "{\"action\": \"disable\", \"integrations\": [%s]}".formatted(ids())));
		caller().post()
			.uri(location + "/cancel")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.state")
			.isEqualTo("cancelled")
			.jsonPath("$.progress.cancelled")
			.isEqualTo(5);
		caller().delete().uri("/v1/providers/rootfi/hold").exchange();
		await().atMost(SOON)
			.untilAsserted(() -> assertThat(jdbc
				.sql("select (select count(*) from change where state = 'pending')"
						+ " + (select count(*) from integration)")
				.query(Long.class)
				.single()).isZero());
		assertThat(rootfi.journal().count()).isZero();
	}

	@Test
	void withdrawsNothingOfABatchThatHasEnded() {
		rootFiIntegration();
		String location = location(create(caller(), "{\"action\": \"disable\", \"integrations\": [\"rootfi/1234\"]}"));
		await().atMost(SOON).untilAsserted(() -> expectState(location, "succeeded"));
		expectNotCancellable(location);
	}

	@Test
	void withdrawsNothingOfABatchWhoseItemsWereAllWithdrawnByThemselves() {
		String location = location(create(caller(), """
				{"action": "disable", "notBefore": "%s", "integrations": ["rootfi/1"]}"""
			.formatted(Instant.now().plusSeconds(3600))));
		String change = await().atMost(SOON)
			.until(() -> json(caller().get().uri(location + "/changes").exchange()).at("/items/0/id").asString(),
					(id) -> !id.isEmpty());
		caller().post().uri("/v1/changes/" + change + "/cancel").exchange().expectStatus().isOk();
		expectState(location, "cancelled");
		expectNotCancellable(location);
		caller().get().uri(location).exchange().expectBody().jsonPath("$.cancelledBy").doesNotExist();
	}

	private void expectNotCancellable(String location) {
		caller().post()
			.uri(location + "/cancel")
			.exchange()
			.expectStatus()
			.isEqualTo(409)
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo("change.not-cancellable");
	}

	private static String ids() {
		return LongStream.rangeClosed(1, 5)
			.mapToObj((id) -> "\"rootfi/%d\"".formatted(id))
			.collect(Collectors.joining(","));
	}

	private RestTestClient.ResponseSpec create(RestTestClient caller, String body) {
		return caller.post().uri("/v1/batches").contentType(MediaType.APPLICATION_JSON).body(body).exchange();
	}

}
