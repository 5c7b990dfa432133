package io.switchgear.integration;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.switchgear.simulator.Fault;
import io.switchgear.support.CapturedLog;
import io.switchgear.support.Journey;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

class ReadJourneyTests extends Journey {

	@Test
	void readsAFreshIntegrationThatWasNotKnown() {
		rootFiIntegration();
		caller().get()
			.uri("/v1/integrations/rootfi/1234?fresh=true")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.enabled")
			.isEqualTo(true)
			.jsonPath("$.sync")
			.isEqualTo("in_sync")
			.jsonPath("$.lastChange")
			.doesNotExist();
	}

	@Test
	void showsAnOutsideFlipAsDrifted() {
		String id = whiskIntegration();
		caller().post().uri("/v1/integrations/whisk/{id}/disable", id).exchange().expectStatus().isOk();
		whisk.flip(id, true);
		caller().get()
			.uri("/v1/integrations/whisk/{id}", id)
			.exchange()
			.expectBody()
			.jsonPath("$.sync")
			.isEqualTo("in_sync");
		caller().get()
			.uri("/v1/integrations/whisk/{id}?fresh=true", id)
			.exchange()
			.expectBody()
			.jsonPath("$.enabled")
			.isEqualTo(false)
			.jsonPath("$.observed.enabled")
			.isEqualTo(true)
			.jsonPath("$.sync")
			.isEqualTo("drifted")
			.jsonPath("$.type")
			.isEqualTo("SHOPIFY");
		caller().get()
			.uri("/v1/integrations?sync=drifted")
			.exchange()
			.expectBody()
			.jsonPath("$.items.length()")
			.isEqualTo(1);
	}

	@Test
	void walksThroughAListByCursor() {
		for (int id = 1; id <= 7; id++) {
			label("rootfi/" + id, (id % 2 == 0) ? "even" : "odd");
		}
		List<String> seen = new ArrayList<>();
		String cursor = null;
		do {
			Part part = part("/v1/integrations?limit=3" + ((cursor != null) ? "&cursor=" + cursor : ""));
			part.items().forEach((item) -> seen.add((String) item.get("externalId")));
			cursor = part.nextCursor();
		}
		while (cursor != null);
		assertThat(seen).containsExactly("1", "2", "3", "4", "5", "6", "7");
	}

	@Test
	void filtersByEveryCriterion() {
		label("rootfi/1", "even");
		label("rootfi/2", "odd");
		String whiskId = whiskIntegration();
		caller().post().uri("/v1/integrations/whisk/{id}/disable", whiskId).exchange().expectStatus().isOk();
		assertThat(part("/v1/integrations?provider=rootfi").items()).hasSize(2);
		assertThat(part("/v1/integrations?label=kind:odd").items()).hasSize(1);
		assertThat(part("/v1/integrations?label=kind:odd&label=other:x").items()).isEmpty();
		assertThat(part("/v1/integrations?enabled=false").items()).hasSize(1);
		assertThat(part("/v1/integrations?sync=in_sync").items()).hasSize(1);
		assertThat(part("/v1/integrations?q=named%201").items()).hasSize(1);
		assertThat(part("/v1/integrations?q=%25").items()).isEmpty();
		assertThat(part("/v1/changes?provider=whisk").items()).hasSize(1);
		assertThat(part("/v1/changes?action=update&state=succeeded&actor=billing-service").items()).hasSize(2);
	}

	@Test
	void showsTheHistoryNewestFirstAndKeepsItBeyondTheIntegration() {
		rootFiIntegration();
		caller().post().uri("/v1/integrations/rootfi/1234/disable").exchange().expectStatus().isOk();
		caller().post().uri("/v1/integrations/rootfi/1234/enable").exchange().expectStatus().isOk();
		caller().delete().uri("/v1/integrations/rootfi/1234").exchange().expectStatus().isNoContent();
		caller().get().uri("/v1/integrations/rootfi/1234").exchange().expectStatus().isNotFound();
		Part history = part("/v1/integrations/rootfi/1234/changes");
		assertThat(history.items()).extracting("action").containsExactly("forget", "enable", "disable");
		assertThat(history.items().getFirst()).containsEntry("state", "succeeded")
			.containsEntry("actor", "billing-service")
			.containsKey("before");
		assertThat(history.items().get(1)).containsEntry("state", "succeeded")
			.containsEntry("actor", "billing-service")
			.containsEntry("attempts", 1)
			.containsEntry("requests", 2)
			.containsKeys("before", "after", "providerRequestId", "startedAt", "finishedAt");
		caller().get()
			.uri("/v1/changes/{id}", history.items().getFirst().get("id"))
			.exchange()
			.expectBody()
			.jsonPath("$.integration")
			.isEqualTo("rootfi/1234");
	}

	@Test
	void refusesAWriteOfSomebodyWhoReadAnOlderVersion() {
		rootFiIntegration();
		label("rootfi/1234", "one");
		String stale = caller().get()
			.uri("/v1/integrations/rootfi/1234")
			.exchange()
			.returnResult(String.class)
			.getResponseHeaders()
			.getETag();
		label("rootfi/1234", "two");
		caller().post()
			.uri("/v1/integrations/rootfi/1234/disable")
			.header("If-Match", Objects.requireNonNull(stale))
			.exchange()
			.expectStatus()
			.isEqualTo(412)
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo("integration.changed-meanwhile");
		assertThat(rootfi.journal().count()).isZero();
	}

	@Test
	void listsTheProvidersWithWhatTheyCanDoAndHowTheyAre() {
		whisk.always(Fault.answer(503));
		caller().post().uri("/v1/integrations/whisk/{id}/disable", whiskIntegration()).exchange();
		caller().get()
			.uri("/v1/providers")
			.exchange()
			.expectBody()
			.jsonPath("$.items[0].name")
			.isEqualTo("rootfi")
			.jsonPath("$.items[0].capabilities.length()")
			.isEqualTo(4)
			.jsonPath("$.items[1].name")
			.isEqualTo("whisk")
			.jsonPath("$.items[1].circuitBreaker")
			.isEqualTo("closed")
			.jsonPath("$.items[1].lastFailure.kind")
			.isEqualTo("status_503");
		caller().get()
			.uri("/v1/providers/nobody")
			.exchange()
			.expectStatus()
			.isNotFound()
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo("provider.unknown");
	}

	@Test
	void asksTheDatabaseOnceForAnIntegrationAndForAPage() {
		rootFiIntegration();
		caller().post().uri("/v1/integrations/rootfi/1234/disable").exchange().expectStatus().isOk();
		assertThat(statementsFor("/v1/integrations/rootfi/1234")).hasSize(1);
		assertThat(statementsFor("/v1/integrations")).hasSize(1);
	}

	@Test
	void listsWhatANewerReleaseWrote() {
		rootFiIntegration();
		caller().post().uri("/v1/integrations/rootfi/1234/disable").exchange().expectStatus().isOk();
		jdbc.sql("update change set action = 'rename', state = 'paused', source = 'console'").update();
		jdbc.sql("update integration set sync = 'paused'").update();
		for (String list : List.of("/v1/changes", "/v1/integrations/rootfi/1234/changes")) {
			assertThat(part(list).items()).singleElement()
				.satisfies((change) -> assertThat(change).containsEntry("action", "other")
					.containsEntry("state", "other")
					.containsEntry("source", "other"));
		}
		assertThat(part("/v1/integrations").items()).singleElement()
			.satisfies((integration) -> assertThat(integration).containsEntry("sync", "unknown")
				.extracting("lastChange", as(InstanceOfAssertFactories.MAP))
				.containsEntry("action", "other")
				.containsEntry("state", "other"));
	}

	private List<String> statementsFor(String uri) {
		try (CapturedLog log = CapturedLog.fromDebugUp()) {
			caller().get().uri(uri).exchange().expectStatus().isOk();
			return log.ofRequests(JdbcTemplate.class)
				.stream()
				.filter((message) -> message.startsWith("Executing prepared SQL statement"))
				.toList();
		}
	}

	private void label(String id, String kind) {
		caller().patch()
			.uri("/v1/integrations/" + id)
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"displayName\": \"Named %s\", \"labels\": {\"kind\": \"%s\"}}".formatted(id.replaceAll(".*/", ""),
					kind))
			.exchange()
			.expectStatus()
			.isOk();
	}

	private Part part(String uri) {
		return Objects.requireNonNull(caller().get()
			.uri(URI.create(baseUrl() + uri))
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody(new ParameterizedTypeReference<Part>() {
			})
			.returnResult()
			.getResponseBody());
	}

	private record Part(List<Map<String, Object>> items, @Nullable String nextCursor) {
	}

}
