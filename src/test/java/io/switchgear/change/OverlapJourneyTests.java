package io.switchgear.change;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.switchgear.simulator.Fault;
import io.switchgear.support.Bookkeeping;
import io.switchgear.support.Journey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What becomes of changes that meet others, or whose time comes or is up. */
class OverlapJourneyTests extends Journey {

	private static final Duration SOON = Duration.ofSeconds(20);

	@Autowired
	private MeterRegistry meters;

	@Test
	void showsWhatABackgroundChangeAskedForOnceItSucceeded() {
		String id = whiskIntegration();
		post("whisk/" + id + "/enable", "").expectStatus().isOk();
		later("whisk/" + id + "/disable", "").expectStatus().isEqualTo(202);
		await().atMost(SOON)
			.untilAsserted(() -> integration("whisk/" + id).jsonPath("$.sync")
				.isEqualTo("in_sync")
				.jsonPath("$.enabled")
				.isEqualTo(false));
	}

	@Test
	void withdrawsNoChangeForANewerOneThatLeavesPartOfItOut() {
		rootFiIntegration();
		putOnHold("rootfi");
		laterPatch("{\"credentials\": {\"clientId\": \"2000.newidentifier.0002\"}}");
		laterPatch("{\"credentials\": {\"clientSecret\": \"c4n4ry-supplied-5b\"}}");
		assertThat(states()).isEqualTo("pending,pending");
		laterPatch("{\"credentials\": {\"clientSecret\": \"c4n4ry-supplied-5c\", \"clientId\": \"3000.a.3\"}}");
		assertThat(states()).isEqualTo("cancelled,cancelled,pending");
		assertThat(jdbc.sql("select count(*) from change where credentials is not null").query(Long.class).single())
			.isOne();
	}

	@Test
	void doesNotOvertakeAWaitingChangeThatWouldUndoIt() {
		rootFiIntegration();
		putOnHold("rootfi");
		laterPatch("{\"enabled\": true, \"displayName\": \"old\"}");
		inProgress(patch("{\"displayName\": \"new\"}"));
		inProgress(caller().delete().uri("/v1/integrations/rootfi/1234").exchange());
		patch("{\"labels\": {\"team\": \"billing\"}}").expectStatus().isOk();
		caller().delete().uri("/v1/providers/rootfi/hold").exchange();
		await().atMost(SOON)
			.untilAsserted(() -> patch("{\"displayName\": \"new\"}").expectStatus()
				.isOk()
				.expectBody()
				.jsonPath("$.displayName")
				.isEqualTo("new"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "+999999999-12-31T23:59:59Z", "2099-01-01T00:00:00Z" })
	void refusesAMomentTooFarAhead(String notBefore) {
		post("whisk/" + whiskIntegration() + "/disable", "{\"notBefore\": \"" + notBefore + "\"}").expectStatus()
			.isEqualTo(422)
			.expectBody()
			.jsonPath("$.errors[0].pointer")
			.isEqualTo("/notBefore");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0000-01-01T00:00:00Z", "2020-01-01T00:00:00Z" })
	void takesAMomentThatHasPassedForNow(String notBefore) {
		String id = whiskIntegration();
		post("whisk/" + id + "/disable", "{\"notBefore\": \"" + notBefore + "\"}").expectStatus().isEqualTo(202);
		await().atMost(SOON).untilAsserted(() -> assertThat(whisk.enabled(id)).isFalse());
	}

	@Test
	void endsAWaitingChangeWhoseTimeIsUp() {
		putOnHold("rootfi");
		String location = location(later("rootfi/1234/disable", ""));
		jdbc.sql("update change set not_after = now() - interval '1 minute'").update();
		await().atMost(SOON)
			.untilAsserted(() -> change(location).jsonPath("$.state")
				.isEqualTo("failed")
				.jsonPath("$.problem.code")
				.isEqualTo("change.expired"));
		assertThat(rootfi.journal().count()).isZero();
	}

	@Test
	void endsAWaitingChangeWithTheProblemOfItsLastTry() {
		String id = whiskIntegration();
		whisk.always(Fault.answer(503));
		String location = location(later("whisk/" + id + "/disable", ""));
		await().atMost(SOON).untilAsserted(() -> change(location).jsonPath("$.problem.code").exists());
		double before = failuresCounted();
		jdbc.sql("update change set not_after = now() - interval '1 minute'").update();
		await().atMost(SOON)
			.untilAsserted(() -> change(location).jsonPath("$.state")
				.isEqualTo("failed")
				.jsonPath("$.problem.code")
				.value(String.class, (code) -> assertThat(code).isIn("provider.error", "provider.circuit-open")));
		await().atMost(SOON).until(() -> failuresCounted() == before + 1);
	}

	private double failuresCounted() {
		return meters.find("switchgear.changes")
			.tags("provider", "whisk", "state", "failed")
			.counters()
			.stream()
			.mapToDouble(Counter::count)
			.sum();
	}

	@Test
	void withdrawsNoAcceptedChangeForACallThatFails() {
		String id = whiskIntegration();
		whisk.always(Fault.answer(503));
		String accepted = location(later("whisk/" + id + "/disable", ""));
		await().atMost(SOON).untilAsserted(() -> {
			post("whisk/" + id + "/disable", "").expectStatus().is5xxServerError();
			change(accepted).jsonPath("$.state").isEqualTo("pending");
		});
		whisk.recover();
		await().atMost(SOON).untilAsserted(() -> change(accepted).jsonPath("$.state").isEqualTo("succeeded"));
		assertThat(whisk.enabled(id)).isFalse();
	}

	@Test
	void endsChangesOfAProviderThatIsNotThereAnyMore() {
		putOnHold("rootfi");
		String abandoned = location(later("rootfi/1235/disable", ""));
		applyingUntil("now() - interval '1 minute'");
		jdbc.sql("update change set provider = 'gone', not_after = null").update();
		Bookkeeping.redo(jdbc);
		String waiting = location(later("rootfi/1234/disable", ""));
		jdbc.sql("update change set provider = 'gone', not_after = case when not_after is not null then now() end")
			.update();
		jdbc.sql("update integration set provider = 'gone'").update();
		for (String location : new String[] { waiting, abandoned }) {
			await().atMost(SOON)
				.untilAsserted(() -> change(location).jsonPath("$.state")
					.isEqualTo("failed")
					.jsonPath("$.problem.code")
					.isEqualTo("provider.unknown"));
		}
	}

	@Test
	void goesOnWithABackgroundChangeWhoseReplicaDiedOverIt() {
		String id = whiskIntegration();
		putOnHold("whisk");
		String location = location(later("whisk/" + id + "/disable", ""));
		applyingUntil("now() - interval '1 minute'");
		await().atMost(SOON).untilAsserted(() -> change(location).jsonPath("$.state").isEqualTo("pending"));
		caller().delete().uri("/v1/providers/whisk/hold").exchange();
		await().atMost(SOON).untilAsserted(() -> change(location).jsonPath("$.state").isEqualTo("succeeded"));
		assertThat(whisk.enabled(id)).isFalse();
	}

	@Test
	void forgetsNothingOnADryRun() {
		patch("{\"displayName\": \"Zoho\"}").expectStatus().isOk();
		caller().delete()
			.uri("/v1/integrations/rootfi/1234?dryRun=true")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.displayName")
			.isEqualTo("Zoho")
			.jsonPath("$.dryRun.checks")
			.isNotEmpty();
		integration("rootfi/1234").jsonPath("$.displayName").isEqualTo("Zoho");
	}

	@Test
	void namesTheChangeThatIsBeingApplied() throws Exception {
		rootFiIntegration();
		rootfi.when("PUT", Fault.hang());
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			Future<?> first = threads.submit(() -> post("rootfi/1234/disable", ""));
			await().atMost(SOON).until(() -> rootfi.journal().count("PUT") > 0);
			inProgress(post("rootfi/1234/disable", ""));
			inProgress(patch("{\"credentials\": {\"clientSecret\": \"c4n4ry-supplied-5b\"}}"));
			rootfi.recover();
			first.get();
		}
	}

	@Test
	void waitsForTheChangeThatIsBeingAppliedAndNotForOneThatIsScheduled() throws Exception {
		String id = whiskIntegration();
		whisk.when("POST", Fault.slowHeaders(Duration.ofMillis(300)));
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			Future<?> first = threads.submit(() -> post("whisk/" + id + "/disable", ""));
			await().atMost(SOON).until(() -> whisk.journal().count("POST") > 0);
			later("whisk/" + id + "/enable", "{\"notBefore\": \"%s\"}".formatted(Instant.now().plusSeconds(3600)))
				.expectStatus()
				.isEqualTo(202);
			post("whisk/" + id + "/disable", "").expectStatus().isOk();
			first.get();
		}
	}

	private void inProgress(RestTestClient.ResponseSpec response) {
		String other = jdbc.sql("select id::text from change where state in ('pending', 'applying')")
			.query(String.class)
			.single();
		response.expectStatus()
			.isEqualTo(409)
			.expectBody()
			.jsonPath("$.code")
			.isEqualTo("change.in-progress")
			.jsonPath("$.changeId")
			.isEqualTo(other)
			.jsonPath("$.detail")
			.value(String.class, (detail) -> assertThat(detail).contains(other));
	}

	private String states() {
		return jdbc.sql("select string_agg(state, ',' order by id) from change").query(String.class).single();
	}

	private RestTestClient.BodyContentSpec integration(String id) {
		return caller().get().uri("/v1/integrations/" + id).exchange().expectBody();
	}

	private RestTestClient.BodyContentSpec change(String location) {
		return caller().get().uri(location).exchange().expectBody();
	}

	private RestTestClient.ResponseSpec post(String path, String body) {
		return send(HttpMethod.POST, "/v1/integrations/" + path, body, "");
	}

	private RestTestClient.ResponseSpec later(String path, String body) {
		return send(HttpMethod.POST, "/v1/integrations/" + path, body, "respond-async");
	}

	private RestTestClient.ResponseSpec patch(String body) {
		return send(HttpMethod.PATCH, "/v1/integrations/rootfi/1234", body, "");
	}

	private void laterPatch(String body) {
		send(HttpMethod.PATCH, "/v1/integrations/rootfi/1234", body, "respond-async").expectStatus().isEqualTo(202);
	}

	private RestTestClient.ResponseSpec send(HttpMethod method, String path, String body, String prefer) {
		return caller().method(method)
			.uri(path)
			.header("Prefer", prefer)
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.exchange();
	}

}
