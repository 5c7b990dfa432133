package io.switchgear.batch.revert;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import io.switchgear.simulator.Fault;
import io.switchgear.simulator.ProviderSimulator;
import io.switchgear.support.Journey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Reverts of batches, and reverts themselves, that were tried again after a change that
 * may have been done although it failed.
 */
class RetriedRevertJourneyTests extends Journey {

	private static final Duration SOON = Duration.ofSeconds(40);

	private static final Fault DONE_BUT_FAILED = Fault.applyThenAnswer(500, "application/json", "{}");

	private String whiskId = "";

	@ParameterizedTest
	@ValueSource(strings = { "rootfi", "whisk" })
	void restoresWhatAChangeDidThatFailed(String provider) {
		String id = integration(provider);
		String batch = failed(() -> disable(id), provider, DONE_BUT_FAILED, 0);
		assertThat(isOn(provider)).isFalse();
		retry(batch);

		JsonNode plan = json(revert(batch + "/revert?dryRun=true").expectStatus().isOk());
		assertThat(plan.path("skipped")).isEmpty();
		assertThat(plan.at("/dryRun/wouldChange").asInt()).isEqualTo(1);
		end(location(revert(batch + "/revert")), "succeeded");
		assertThat(isOn(provider)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "rootfi", "whisk" })
	void leavesWhatOthersChangedBetweenTheTries(String provider) {
		String id = integration(provider);
		String batch = failed(() -> disable(id), provider, DONE_BUT_FAILED, 0);
		// Its circuit breaker may be open for a while
		await().atMost(SOON)
			.untilAsserted(
					() -> caller().post().uri("/v1/integrations/" + id + "/disable").exchange().expectStatus().isOk());
		retry(batch);
		assertSkipped(end(location(revert(batch + "/revert")), "succeeded"), "revert.changed-since");
		assertThat(isOn(provider)).isFalse();
	}

	@Test
	void takesNothingForTheWorkOfATryThatWasRefused() {
		String id = integration("rootfi");
		String batch = failed(() -> disable(id), "rootfi", Fault.answer(400), 0);
		rootfi.flip(1234, true);
		retry(batch);
		assertSkipped(end(location(revert(batch + "/revert")), "succeeded"), "revert.unchanged");
		assertThat(isOn("rootfi")).isFalse();
	}

	@Test
	void restoresWhatTheLastTryFoundIfTheOneBeforeWasRefused() {
		String id = integration("rootfi");
		String batch = failed(() -> disable(id), "rootfi", Fault.answer(400), 0);
		caller().post().uri("/v1/integrations/" + id + "/enable").exchange().expectStatus().isOk();
		retry(batch);
		end(location(revert(batch + "/revert")), "succeeded");
		assertThat(isOn("rootfi")).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "rootfi", "whisk" })
	void hasDoneWhatItsOwnFailedTryDid(String provider) {
		String id = integration(provider);
		String batch = location(disable(id));
		end(batch, "succeeded");
		String revert = failed(() -> revert(batch + "/revert"), provider, DONE_BUT_FAILED, 1);
		assertThat(isOn(provider)).isTrue();
		int writes = writes(provider);

		assertThat(retry(revert).path("skipped")).isEmpty();
		assertThat(writes(provider)).isEqualTo(writes);
		assertThat(json(caller().get().uri("/v1/integrations/" + id).exchange()).path("sync").asString())
			.isEqualTo("in_sync");

		end(location(revert(revert + "/revert")), "succeeded");
		assertThat(isOn(provider)).isFalse();
	}

	@Test
	void standsBackIfItsOwnTryWasRefusedAndAnotherDidIt() {
		String id = integration("rootfi");
		String batch = location(disable(id));
		end(batch, "succeeded");
		String revert = failed(() -> revert(batch + "/revert"), "rootfi", Fault.answer(400), 0);
		rootfi.flip(1234, false);
		caller().post().uri(revert + "/retry").exchange().expectStatus().isEqualTo(202);
		assertSkipped(end(revert, "cancelled"), "revert.changed-at-provider");
	}

	/** One that is on, and that the gateway knows. */
	private String integration(String provider) {
		whiskId = whiskIntegration();
		rootFiIntegration();
		String id = provider + "/" + ("whisk".equals(provider) ? whiskId : "1234");
		caller().get().uri("/v1/integrations/" + id + "?fresh=true").exchange().expectStatus().isOk();
		return id;
	}

	private boolean isOn(String provider) {
		return "whisk".equals(provider) ? whisk.enabled(whiskId) : !rootfi.get(1234).disabled();
	}

	private static int writes(String provider) {
		return "whisk".equals(provider) ? whisk.journal().count("POST") : rootfi.journal().count("PUT");
	}

	/** Lets each write meet that, and its time be up after the first. */
	private String failed(Supplier<RestTestClient.ResponseSpec> asking, String provider, Fault fault, int readings) {
		ProviderSimulator simulator = "whisk".equals(provider) ? whisk : rootfi;
		if ("whisk".equals(provider)) {
			// A revert reads it before its write. It is also read after a doubtful one.
			IntStream.range(0, readings).forEach((reading) -> whisk.next(Fault.none()));
			whisk.always(fault);
		}
		else {
			rootfi.when("PUT", fault);
		}
		String batch = location(asking.get());
		await().atMost(SOON)
			.until(() -> json(caller().get().uri(batch + "/changes").exchange()).at("/items/0").has("problem"));
		jdbc.sql("update change set not_after = now() where state in ('pending', 'applying')").update();
		await().atMost(SOON).untilAsserted(() -> expectState(batch, "failed"));
		simulator.recover();
		return batch;
	}

	private JsonNode retry(String batch) {
		caller().post().uri(batch + "/retry").exchange().expectStatus().isEqualTo(202);
		return end(batch, "succeeded");
	}

	private static void assertSkipped(JsonNode revert, String code) {
		assertThat(revert.path("skipped")).hasToString("[{\"code\":\"%s\",\"items\":1}]".formatted(code));
	}

	private RestTestClient.ResponseSpec disable(String id) {
		return caller().post()
			.uri("/v1/batches")
			.contentType(MediaType.APPLICATION_JSON)
			.body("{\"action\": \"disable\", \"integrations\": [\"%s\"]}".formatted(id))
			.exchange();
	}

	private RestTestClient.ResponseSpec revert(String uri) {
		return caller().post().uri(uri).contentType(MediaType.APPLICATION_JSON).body("{}").exchange();
	}

	private JsonNode end(String batch, String state) {
		JsonNode end = await().atMost(SOON)
			.until(() -> json(caller().get().uri(batch).exchange()),
					(read) -> !List.of("pending", "running").contains(read.path("state").asString()));
		assertThat(end.path("state").asString()).isEqualTo(state);
		return end;
	}

}
