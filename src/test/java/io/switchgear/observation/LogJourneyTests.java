package io.switchgear.observation;

import java.util.List;

import io.switchgear.simulator.Fault;
import io.switchgear.support.Journey;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class LogJourneyTests extends Journey {

	private static final String ACCESS = "io.switchgear.access";

	private static final String CHANGES = "io.switchgear.change.apply.ChangeRunner";

	private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

	@Test
	void writesOneLineForEachRequestWithoutAnythingThatCouldBeSecret() {
		String id = whiskIntegration();
		try (JsonLog log = new JsonLog()) {
			disable(id, 200);
			await().until(() -> accesses(log).size() == 1);
			assertThat(accesses(log)).singleElement().satisfies(LogJourneyTests::isOfThisRequest).satisfies((line) -> {
				assertThat(text(line, "/http/request/method")).isEqualTo("POST");
				assertThat(text(line, "/url/template")).isEqualTo("/v1/integrations/{provider}/{externalId}/disable");
				assertThat(line.at("/http/response/status_code").intValue()).isEqualTo(200);
				assertThat(text(line, "/actor")).isEqualTo("billing-service");
				assertThat(text(line, "/problem")).isEqualTo("-");
				assertThat(line.at("/durationMillis").isNumber()).isTrue();
			});
			assertThat(log.text()).doesNotContain("c4n4ry-in-body", "c4n4ry-in-header");
		}
	}

	@Test
	void namesNoCallerAndNoPathWhereNobodyIsKnownAndNothingMatches() {
		try (JsonLog log = new JsonLog()) {
			anonymous().get().uri("/v1/c4n4ry-in-path?note=c4n4ry-in-query").exchange().expectStatus().isUnauthorized();
			await().until(() -> accesses(log).size() == 1);
			assertThat(accesses(log)).singleElement().satisfies((line) -> {
				assertThat(text(line, "/actor")).isEqualTo("-");
				assertThat(text(line, "/problem")).isEqualTo("auth.required");
				assertThat(line.at("/http/response/status_code").intValue()).isEqualTo(401);
			});
			assertThat(log.text()).doesNotContain("c4n4ry-in-path", "c4n4ry-in-query");
		}
	}

	@Test
	void writesALineForABodyThatIsRefusedUnread() {
		try (JsonLog log = new JsonLog()) {
			caller().post()
				.uri("/v1/integrations/whisk/4711/disable")
				.header("X-Request-Id", "request-4711")
				.header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01")
				.header("Content-Type", "application/json")
				.body("{\"reason\": \"%s\"}".formatted("c4n4ry".repeat(200_000)))
				.exchange()
				.expectStatus()
				.isEqualTo(413);
			await().until(() -> accesses(log).size() == 1);
			assertThat(accesses(log)).singleElement().satisfies(LogJourneyTests::isOfThisRequest).satisfies((line) -> {
				assertThat(text(line, "/problem")).isEqualTo("request.too-large");
				assertThat(line.at("/http/response/status_code").intValue()).isEqualTo(413);
			});
			assertThat(log.text()).doesNotContain("c4n4ry");
		}
	}

	@Test
	void putsTheChangeOnEachLineWhileItIsApplied() {
		String id = whiskIntegration();
		whisk.always(Fault.answer(400));
		try (JsonLog log = new JsonLog()) {
			disable(id, 422);
			assertThat(log.of(CHANGES)).singleElement()
				.satisfies(LogJourneyTests::isOfThisRequest)
				.satisfies((line) -> {
					assertThat(text(line, "/changeId")).hasSize(36);
					assertThat(text(line, "/provider")).isEqualTo("whisk");
					assertThat(text(line, "/integration")).isEqualTo("whisk/" + id);
					assertThat(text(line, "/actor")).isEqualTo("billing-service");
				});
			await().until(() -> accesses(log).size() == 1);
			assertThat(accesses(log)).singleElement().satisfies((line) -> {
				assertThat(line.has("changeId")).isFalse();
				assertThat(text(line, "/problem")).isEqualTo("provider.rejected");
			});
		}
	}

	@Test
	void namesTheChangeInTheOneLineOfARequestThatSucceeds() {
		String id = whiskIntegration();
		try (JsonLog log = new JsonLog()) {
			disable(id, 200);
			await().until(() -> accesses(log).size() == 1);
			assertThat(log.of(CHANGES)).isEmpty();
			assertThat(accesses(log)).singleElement()
				.satisfies((line) -> assertThat(text(line, "/changeId")).hasSize(36));
		}
	}

	private void disable(String id, int status) {
		caller().post()
			.uri("/v1/integrations/whisk/{id}/disable?dryRun=false", id)
			.header("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01")
			.header("X-Request-Id", "request-4711")
			.header("X-Note", "c4n4ry-in-header")
			.header("Content-Type", "application/json")
			.body("{\"reason\": \"c4n4ry-in-body\"}")
			.exchange()
			.expectStatus()
			.isEqualTo(status);
	}

	/** Without those of streams that earlier tests opened, which come late. */
	private static List<JsonNode> accesses(JsonLog log) {
		return log.of(ACCESS).stream().filter((line) -> !text(line, "/url/template").equals("/v1/events")).toList();
	}

	private static void isOfThisRequest(JsonNode line) {
		assertThat(text(line, "/requestId")).isEqualTo("request-4711");
		assertThat(text(line, "/traceId")).isEqualTo(TRACE);
	}

	private static String text(JsonNode line, String pointer) {
		return line.at(pointer).stringValue("");
	}

}
