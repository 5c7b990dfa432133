package io.switchgear.security;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;

import io.switchgear.support.Answer;
import io.switchgear.support.Journey;
import io.switchgear.support.TestIssuer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What batches tell callers that may read some providers only, or none. */
class BatchScopeJourneyTests extends Journey {

	private static final String[] EVERYTHING = { "integrations:read", "integrations:write" };

	private static final String SELECTOR = "{\"action\": \"enable\", \"selector\": {\"enabled\": false}}";

	private String whiskId = "";

	@BeforeEach
	void oneIntegrationEach() {
		rootFiIntegration();
		whiskId = whiskIntegration();
		post("/v1/integrations/rootfi/1234/disable", "{}", EVERYTHING);
		post("/v1/integrations/whisk/" + whiskId + "/disable", "{}", EVERYTHING);
	}

	@Test
	void selectsNothingForCallersThatMayNotRead() {
		for (String path : List.of("/v1/batches?dryRun=true", "/v1/batches")) {
			Answer blind = post(path, SELECTOR, "integrations:write");
			assertThat(blind.isProblem("auth.forbidden")).as(blind.body()).isTrue();
			assertThat(blind.header("WWW-Authenticate"))
				.isEqualTo("Bearer error=\"insufficient_scope\", scope=\"integrations:read\"");
		}
		assertThat(post("/v1/batches?dryRun=true", "{\"action\": \"enable\", \"integrations\": [\"rootfi/1234\"]}",
				"integrations:write")
			.status()).isEqualTo(200);
	}

	@Test
	void selectsOnlyWhatMayBeReadAndWritten() {
		assertThat(selected("integrations:write", "integrations:read:rootfi")).containsExactly("rootfi/1234");
		assertThat(selected("integrations:write:whisk", "integrations:read")).containsExactly("whisk/" + whiskId);
		assertThat(selected(EVERYTHING)).hasSize(2);
		Answer disjoint = post("/v1/batches?dryRun=true", SELECTOR, "integrations:write:whisk",
				"integrations:read:rootfi");
		assertThat(disjoint.isProblem("request.invalid")).as(disjoint.body()).isTrue();
	}

	@Test
	void countsOnlyWhatMayBeRead() {
		String mixed = "{\"action\": \"enable\", \"integrations\": [\"whisk/%s\", \"rootfi/1234\", \"rootfi/99\"]}"
			.formatted(whiskId);
		String path = "/v1/batches/" + post("/v1/batches", mixed, EVERYTHING).json().path("id").asString();
		await().until(() -> get(path, EVERYTHING).path("state").asString().equals("partially_failed"));
		assertThat(get(path, EVERYTHING).path("progress").path("total").asInt()).isEqualTo(3);
		assertThat(get(path, "integrations:read:whisk", "integrations:read:rootfi", "integrations:write"))
			.isEqualTo(get(path, EVERYTHING));
		JsonNode ofWhisk = get(path, "integrations:read:whisk");
		assertThat(ofWhisk.path("state").asString()).isEqualTo("succeeded");
		assertThat(ofWhisk.path("progress").path("total").asInt()).isEqualTo(1);
		assertThat(ofWhisk.path("progress").path("succeeded").asInt()).isEqualTo(1);
		JsonNode ofRootFi = get(path, "integrations:read:rootfi").path("progress");
		assertThat(ofRootFi.path("total").asInt()).isEqualTo(2);
		assertThat(ofRootFi.path("failed").asInt()).isEqualTo(1);
		assertThat(get("/v1/batches", "integrations:read:whisk").at("/items/0/progress"))
			.isEqualTo(ofWhisk.path("progress"));
		Answer retried = post(path + "/retry", "", "integrations:write");
		assertThat(retried.status()).isEqualTo(202);
		assertThat(retried.json().at("/progress/total").asInt()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/cancel", "/retry", "/revert", "/revert?dryRun=true" })
	void saysWhichScopeIsMissingToWhoMayReadAPartOfTheBatch(String action) {
		String mixed = "{\"action\": \"disable\", \"integrations\": [\"whisk/%s\", \"rootfi/1234\"]}"
			.formatted(whiskId);
		String path = "/v1/batches/" + post("/v1/batches", mixed, EVERYTHING).json().path("id").asString();
		Answer partly = post(path + action, "{}", "integrations:read:rootfi", "integrations:write:rootfi");
		assertThat(partly.isProblem("auth.forbidden")).as(partly.body()).isTrue();
		assertThat(partly.header("WWW-Authenticate"))
			.isEqualTo("Bearer error=\"insufficient_scope\", scope=\"integrations:write:whisk\"");
		Answer blind = post(path + action, "{}", "integrations:write:rootfi");
		assertThat(blind.isProblem("batch.not-found")).as(blind.body()).isTrue();
		assertThat(get(path, EVERYTHING).has("cancelledAt")).isFalse();
	}

	private List<String> selected(String... scopes) {
		return post("/v1/batches?dryRun=true", SELECTOR, scopes).json()
			.at("/dryRun/integrations")
			.valueStream()
			.map((item) -> item.path("id").asString())
			.toList();
	}

	private JsonNode get(String path, String... scopes) {
		return Answer.to(request(path, scopes)).json();
	}

	private Answer post(String path, String body, String... scopes) {
		return Answer.to(request(path, scopes).header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body)));
	}

	private HttpRequest.Builder request(String path, String... scopes) {
		return HttpRequest.newBuilder(URI.create(baseUrl() + path))
			.header("Authorization", "Bearer " + TestIssuer.shared().token("admin-ui", scopes));
	}

}
