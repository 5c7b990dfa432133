package io.switchgear.batch.revert;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.switchgear.simulator.Fault;
import io.switchgear.support.Journey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** When a revert stands back, and when it is refused. */
class RevertJourneyTests extends Journey {

	private static final Duration SOON = Duration.ofSeconds(40);

	private static final String ROOTFI = "rootfi/1234";

	@ParameterizedTest
	@ValueSource(strings = { "", "?dryRun=true" })
	void refusesABatchThatHasNotEnded(String query) {
		rootFiIntegration();
		putOnHold("rootfi");
		String batch = location(disable(ROOTFI));
		revert(batch + "/revert" + query, "{}").expectStatus()
			.isEqualTo(409)
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo("batch.running");
	}

	@Test
	void givesARepeatTheFirstAnswer() {
		rootFiIntegration();
		String batch = ended(disable(ROOTFI));
		RestTestClient repeating = caller().mutate().defaultHeader("Idempotency-Key", "back-again").build();
		String first = location(repeating.post().uri(batch + "/revert").exchange());
		assertThat(location(repeating.post().uri(batch + "/revert").exchange())).isEqualTo(first);
		end(first);
		assertThat(location(repeating.post().uri(batch + "/revert").exchange())).isEqualTo(first);
		assertThat(rootfi.journal().count("PUT")).isEqualTo(2);
		assertThat(rootfi.get(1234).disabled()).isFalse();
	}

	@Test
	void standsBackAtItsTurnForWhatSomebodyAskedForMeanwhile() {
		rootFiIntegration();
		String batch = ended(disable(ROOTFI));
		putOnHold("rootfi");
		String revert = waiting(batch);
		caller().post()
			.uri("/v1/integrations/rootfi/1234/disable")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"notBefore\": \"%s\"}".formatted(Instant.now().plusSeconds(86_400)))
			.exchange()
			.expectStatus()
			.isEqualTo(202);
		liftHold("rootfi");
		end(revert);
		assertSkipped(revert, ROOTFI, "revert.changed-since");
		assertThat(rootfi.get(1234).disabled()).isTrue();
		JsonNode change = json(caller().get().uri(revert + "/changes").exchange()).at("/items/0");
		assertThat(change.path("state").asString()).isEqualTo("cancelled");
		assertThat(change.at("/problem/code").asString()).isEqualTo("revert.changed-since");
		assertThat(change.path("requests").asInt()).isZero();
	}

	@Test
	void isReplacedByWhatSomebodyAsksForMeanwhile() {
		rootFiIntegration();
		String batch = ended(disable(ROOTFI));
		putOnHold("rootfi");
		String revert = waiting(batch);
		caller().post()
			.uri("/v1/integrations/rootfi/1234/disable")
			.header("Prefer", "respond-async")
			.exchange()
			.expectStatus()
			.isEqualTo(202);
		liftHold("rootfi");
		end(revert);
		assertSkipped(revert, ROOTFI, "revert.changed-since");
	}

	@Test
	void standsBackAtItsTurnForWhatTheProviderShows() {
		rootFiIntegration();
		String batch = ended(disable(ROOTFI));
		putOnHold("rootfi");
		String revert = waiting(batch);
		rootfi.flip(1234, false);
		int writes = rootfi.journal().count("PUT");
		liftHold("rootfi");
		end(revert);
		assertSkipped(revert, ROOTFI, "revert.changed-at-provider");
		assertThat(rootfi.journal().count("PUT")).isEqualTo(writes);
	}

	@Test
	void doesNotTakeItsOwnWriteForThatOfAnother() {
		rootFiIntegration();
		String batch = ended(disable(ROOTFI));
		rootfi.when("PUT", Fault.applyThenAnswer(503, "application/json", "{}"));
		String revert = location(revert(batch + "/revert", "{}"));
		await().atMost(SOON)
			.until(() -> json(caller().get().uri(revert + "/changes").exchange()).at("/items/0/problem/code")
				.asString("")
				.equals("provider.error"));
		rootfi.recover();
		end(revert);
		expectState(revert, "succeeded");
		assertThat(rootfi.get(1234).disabled()).isFalse();
		assertThat(json(caller().get().uri(revert).exchange()).path("skipped")).isEmpty();
	}

	@Test
	void restoresAtAProviderThatIsReadByItsList() {
		List<String> ids = List.of(whiskIntegration(), whiskIntegration(), whiskIntegration());
		whisk.pages(2);
		ids.forEach((id) -> caller().get().uri("/v1/integrations/whisk/{id}?fresh=true", id).exchange());
		String batch = ended(disable("whisk/" + ids.get(0), "whisk/" + ids.get(1), "whisk/" + ids.get(2)));
		whisk.flip(ids.get(0), true);
		whisk.remove(ids.get(1));
		JsonNode plan = json(revert(batch + "/revert?dryRun=true", "{}").expectStatus().isOk());
		assertThat(plan.path("skipped")).hasToString("[{\"code\":\"revert.changed-at-provider\",\"items\":2}]");
		String revert = location(revert(batch + "/revert", "{}"));
		JsonNode end = end(revert);
		assertThat(end.path("skipped")).isEqualTo(plan.path("skipped"));
		assertThat(whisk.enabled(ids.get(2))).isTrue();
	}

	@Test
	void plansWithoutAProviderThatCannotBeReadAndLooksAtItsTurn() {
		rootFiIntegration();
		String batch = ended(disable(ROOTFI));
		rootfi.flip(1234, false);
		rootfi.always(Fault.answer(503));
		JsonNode plan = json(revert(batch + "/revert?dryRun=true", "{}").expectStatus().isOk());
		assertThat(plan.at("/dryRun/integrations/0/wouldChange").asBoolean(false)).isTrue();
		assertThat(plan.at("/dryRun/integrations/0/unchecked").asBoolean(false)).isTrue();
		String revert = location(revert(batch + "/revert", "{}"));
		rootfi.recover();
		end(revert);
		assertSkipped(revert, ROOTFI, "revert.changed-at-provider");
	}

	@Test
	void skipsWhatFailedWasForgottenOrIsNotKnownFromBefore() {
		rootFiIntegration();
		String never = "whisk/" + whiskIntegration();
		String batch = ended(disable(ROOTFI, "rootfi/97", never));
		caller().delete().uri("/v1/integrations/rootfi/1234").exchange().expectStatus().isNoContent();
		String revert = location(revert(batch + "/revert", "{}"));
		JsonNode end = end(revert);
		assertThat(end.path("state").asString()).isEqualTo("succeeded");
		assertThat(end.at("/progress/total").asInt()).isZero();
		assertSkipped(revert, ROOTFI, "revert.changed-since");
		assertSkipped(revert, "rootfi/97", "revert.not-applied");
		assertSkipped(revert, never, "revert.unknown-before");
		JsonNode page = json(caller().get().uri(revert + "/skipped?limit=1").exchange());
		assertThat(page.at("/items/0/integration").asString()).isEqualTo(ROOTFI);
		assertThat(json(caller().get()
			.uri(revert + "/skipped?limit=1&cursor={cursor}", page.path("nextCursor").asString())
			.exchange()).at("/items/0/integration").asString()).isEqualTo("rootfi/97");
		assertThat(json(caller("integrations:read:whisk").get().uri(revert + "/skipped").exchange()).path("items"))
			.hasSize(1);
		assertThat(json(caller("integrations:read:whisk").get().uri("/v1/batches").exchange()).path("items"))
			.hasSize(2);
	}

	@Test
	void plansForWhoeverMayNotReadAsTheRevertAnswers() {
		rootFiIntegration();
		String never = "whisk/" + whiskIntegration();
		String batch = ended(disable(ROOTFI, "rootfi/97", never));
		for (String reading : List.of("", "integrations:read:whisk")) {
			RestTestClient caller = reading.isEmpty() ? caller("integrations:write")
					: caller("integrations:write", reading);
			JsonNode plan = json(caller.post().uri(batch + "/revert?dryRun=true").exchange().expectStatus().isOk());
			JsonNode revert = json(caller.post().uri(batch + "/revert").exchange().expectStatus().isEqualTo(202));
			assertThat(plan.path("skipped")).isEqualTo(revert.path("skipped")).hasSize(reading.isEmpty() ? 0 : 1);
			assertThat(plan.path("progress")).isEqualTo(revert.path("progress"));
			assertThat(plan.at("/dryRun/integrations")).hasSize(reading.isEmpty() ? 0 : 1);
		}
	}

	@Test
	void isRefusedIfItWouldRestoreAnotherNumberThanExpected() {
		rootFiIntegration();
		String on = "whisk/" + whiskIntegration();
		caller().get().uri("/v1/integrations/" + on + "?fresh=true").exchange().expectStatus().isOk();
		String batch = ended(disable(ROOTFI, on));
		rootfi.flip(1234, false);
		revert(batch + "/revert", "{\"expectedTotal\": 2}").expectStatus()
			.isEqualTo(409)
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo("batch.selection-changed")
			.jsonPath("$.detail")
			.isEqualTo("1 integrations would be restored, and 2 were expected");
		assertThat(jdbc.sql("select count(*) from batch").query(Long.class).single()).isEqualTo(1);
		assertThat(json(revert(batch + "/revert?dryRun=true", "{\"expectedTotal\": 1}").expectStatus().isOk())
			.at("/progress/total")
			.asInt()).isEqualTo(1);
		RestTestClient repeating = caller().mutate().defaultHeader("Idempotency-Key", "once-more").build();
		String revert = location(expecting(repeating, batch));
		end(revert);
		assertThat(location(expecting(repeating, batch))).isEqualTo(revert);
		for (String wrong : List.of("0", "10001", "\"1\"", "1.5")) {
			revert(batch + "/revert", "{\"expectedTotal\": " + wrong + "}").expectStatus().isEqualTo(422);
		}
	}

	private static RestTestClient.ResponseSpec expecting(RestTestClient caller, String batch) {
		return caller.post()
			.uri(batch + "/revert")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"expectedTotal\": 1}")
			.exchange();
	}

	@Test
	void hidesABatchFromWhoeverMayNotReadOfItsProviders() {
		rootFiIntegration();
		String batch = ended(disable(ROOTFI));
		caller("integrations:read:whisk", "integrations:write:whisk").post()
			.uri(batch + "/revert")
			.exchange()
			.expectStatus()
			.isNotFound();
		caller("integrations:read").post().uri(batch + "/revert").exchange().expectStatus().isForbidden();
		caller().post().uri("/v1/batches/" + UUID.randomUUID() + "/revert").exchange().expectStatus().isNotFound();
		revert(batch + "/revert", "{\"reasn\": \"x\"}").expectStatus().isEqualTo(422);
	}

	private void assertSkipped(String revert, String integration, String code) {
		assertThat(json(caller().get().uri(revert + "/skipped?code=" + code).exchange()).path("items"))
			.anyMatch((item) -> item.path("integration").asString().equals(integration));
	}

	/** Accepts a revert that has come as far as to wait for its provider. */
	private String waiting(String batch) {
		String revert = location(revert(batch + "/revert", "{}"));
		await().atMost(SOON)
			.until(() -> !json(caller().get().uri(revert + "/changes").exchange()).path("items").isEmpty());
		return revert;
	}

	private RestTestClient.ResponseSpec disable(String... ids) {
		return caller().post()
			.uri("/v1/batches")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"action\": \"disable\", \"integrations\": [\"%s\"]}".formatted(String.join("\", \"", ids)))
			.exchange();
	}

	private RestTestClient.ResponseSpec revert(String uri, String body) {
		return caller().post().uri(uri).contentType(MediaType.APPLICATION_JSON).body(body).exchange();
	}

	private String ended(RestTestClient.ResponseSpec accepted) {
		String batch = location(accepted);
		end(batch);
		return batch;
	}

	private JsonNode end(String batch) {
		return await().atMost(SOON)
			.until(() -> json(caller().get().uri(batch).exchange()),
					(read) -> !List.of("pending", "running").contains(read.path("state").asString()));
	}

}
