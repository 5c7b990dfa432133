package io.switchgear.security;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.switchgear.support.Answer;
import io.switchgear.support.Journey;
import io.switchgear.support.TestIssuer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalManagementPort;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Who is let in, and to what. */
class SecurityJourneyTests extends Journey {

	private static final TestIssuer ISSUER = TestIssuer.shared();

	private static final String[] EVERYTHING = { "integrations:read", "integrations:write", "providers:manage" };

	private static final String DISABLE = "/v1/integrations/rootfi/1234/disable";

	@LocalManagementPort
	private int managementPort;

	private String whiskId = "";

	@BeforeEach
	void oneIntegrationEach() {
		rootFiIntegration();
		whiskId = whiskIntegration();
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET /v1/integrations", "GET /v1/integrations/rootfi/1234", "GET /v1/providers",
			"GET /v1/changes", "POST " + DISABLE, "DELETE /v1/integrations/rootfi/1234", "GET /v1/nothing", "GET /",
			"GET /actuator/health", "OPTIONS " + DISABLE })
	void asksForATokenWhateverIsCalled(String call) {
		Answer answer = Answer.to(request(call, null));
		assertThat(answer.status()).isEqualTo(401);
		assertThat(answer.isProblem("auth.required")).as(answer.body()).isTrue();
		assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
		noProviderWasCalled();
	}

	@Test
	void refusesTokensThatAreNotGood() {
		Instant later = Instant.now().plus(Duration.ofHours(1));
		String good = ISSUER.token("billing-service", EVERYTHING);
		String unsigned = "eyJhbGciOiJub25lIn0" + good.substring(good.indexOf('.'), good.lastIndexOf('.') + 1);
		String altered = good.substring(0, good.lastIndexOf('.'))
				+ ISSUER.token("somebody-else", EVERYTHING).substring(good.lastIndexOf('.'));
		List<String> bad = List.of(
				ISSUER.token("billing-service", "switchgear", Instant.now().minusSeconds(120), EVERYTHING),
				ISSUER.token("billing-service", "another-api", later, EVERYTHING), unsigned, altered,
				ISSUER.forgedToken("billing-service", ISSUER.keyId(), EVERYTHING),
				ISSUER.forgedToken("billing-service", "unknown", EVERYTHING), ISSUER.token(" ", EVERYTHING),
				"no-token-at-all");
		for (String token : bad) {
			Answer answer = Answer.to(request("POST " + DISABLE, token));
			refused(answer, 401, "auth.required");
			assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
		}
		noProviderWasCalled();
	}

	@Test
	void namesTheScopeThatIsMissing() {
		Answer write = as("POST " + DISABLE, "integrations:read");
		refused(write, 403, "auth.forbidden");
		assertThat(write.json().path("detail").asString()).contains("integrations:write:rootfi");
		assertThat(write.header("WWW-Authenticate"))
			.isEqualTo("Bearer error=\"insufficient_scope\", scope=\"integrations:write:rootfi\"");
		Answer list = as("GET /v1/integrations", "integrations:write");
		assertThat(list.header("WWW-Authenticate"))
			.isEqualTo("Bearer error=\"insufficient_scope\", scope=\"integrations:read\"");
		Answer quoted = as("POST /v1/integrations/a%22,%20b/1/disable", "integrations:read");
		assertThat(quoted.header("WWW-Authenticate"))
			.isEqualTo("Bearer error=\"insufficient_scope\", scope=\"integrations:write\"");
		refused(as("GET /v1/integrations", "integrations:write"), 403, "auth.forbidden");
		refused(as("GET /v1/integrations/rootfi/1234?fresh=true", "integrations:write"), 403, "auth.forbidden");
		refused(as("DELETE /v1/integrations/rootfi/1234", "integrations:read", "providers:manage"), 403,
				"auth.forbidden");
		refused(as("GET /v1/changes"), 403, "auth.forbidden");
		noProviderWasCalled();
	}

	@ParameterizedTest
	@ValueSource(strings = { "integrations:write:whisk", "integrations:write:", "integrations:write:root",
			"integrations:write:rootfi2", "integrations:writes", "Integrations:Write", "integrations" })
	void takesNoOtherScopeForTheOneThatIsWanted(String scope) {
		refused(as("POST " + DISABLE, scope), 403, "auth.forbidden");
		noProviderWasCalled();
	}

	@Test
	void writesOnlyToTheProvidersThatAScopeNames() {
		assertThat(as("POST " + DISABLE, "integrations:write:rootfi").status()).isEqualTo(200);
		refused(as("POST /v1/integrations/whisk/" + whiskId + "/disable", "integrations:write:rootfi"), 403,
				"auth.forbidden");
		refused(as("POST /v1/integrations/%77hisk/" + whiskId + "/disable", "integrations:write:rootfi"), 403,
				"auth.forbidden");
		assertThat(whisk.journal().count()).isZero();
	}

	@Test
	void readsOnlyFromTheProvidersThatAScopeNames() {
		assertThat(as("GET /v1/integrations/rootfi/1234?fresh=true", "integrations:read:rootfi").status())
			.isEqualTo(200);
		assertThat(as("GET /v1/providers/rootfi", "integrations:read:rootfi").status()).isEqualTo(200);
		assertThat(as("HEAD /v1/integrations/rootfi/1234", "integrations:read:rootfi").status()).isEqualTo(200);
		for (String call : List.of("/v1/integrations/whisk/" + whiskId,
				"/v1/integrations/whisk/" + whiskId + "/changes", "/v1/integrations/whisk/" + whiskId + "?fresh=true",
				"/v1/providers/whisk")) {
			refused(as("GET " + call, "integrations:read:rootfi"), 403, "auth.forbidden");
		}
		assertThat(as("HEAD /v1/providers/whisk", "integrations:read:rootfi").status()).isEqualTo(403);
		assertThat(whisk.journal().count()).isZero();
	}

	@Test
	void listsOnlyWhatAScopeNames() {
		as("POST " + DISABLE, EVERYTHING);
		as("POST /v1/integrations/whisk/" + whiskId + "/disable", EVERYTHING);
		assertThat(items("/v1/integrations", EVERYTHING)).hasSize(2);
		assertThat(items("/v1/integrations", "integrations:read:rootfi")).hasSize(1)
			.allSatisfy((item) -> assertThat(item.path("provider").asString()).isEqualTo("rootfi"));
		assertThat(items("/v1/integrations?provider=whisk", "integrations:read:rootfi")).isEmpty();
		assertThat(items("/v1/changes", "integrations:read:rootfi")).hasSize(1)
			.allSatisfy((item) -> assertThat(item.path("integration").asString()).startsWith("rootfi/"));
		assertThat(items("/v1/providers", "integrations:read:rootfi")).hasSize(1)
			.allSatisfy((item) -> assertThat(item.path("name").asString()).isEqualTo("rootfi"));
		assertThat(items("/v1/integrations", "integrations:read:rootfi", "integrations:read:whisk")).hasSize(2);
	}

	@Test
	void hidesTheChangesOfOtherProviders() {
		as("POST /v1/integrations/whisk/" + whiskId + "/disable", EVERYTHING);
		String id = items("/v1/changes", EVERYTHING).getFirst().path("id").asString();
		assertThat(as("GET /v1/changes/" + id, "integrations:read:whisk").status()).isEqualTo(200);
		refused(as("GET /v1/changes/" + id, "integrations:read:rootfi"), 404, "change.not-found");
	}

	@Test
	void hidesTheBatchesOfOtherProviders() {
		Answer created = Answer.to(request("POST /v1/batches", ISSUER.token("admin-ui", EVERYTHING))
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers
				.ofString("{\"action\": \"enable\", \"integrations\": [\"whisk/" + whiskId + "\"]}")));
		assertThat(created.status()).isEqualTo(202);
		String path = "/v1/batches/" + created.json().path("id").asString();
		refused(as("GET " + path, "integrations:read:rootfi"), 404, "batch.not-found");
		refused(as("POST " + path + "/cancel", "integrations:write:rootfi"), 404, "batch.not-found");
		refused(as("POST " + path + "/retry", "integrations:write:rootfi"), 404, "batch.not-found");
		refused(as("GET " + path + "/changes", "integrations:read:rootfi"), 404, "batch.not-found");
		refused(as("GET /v1/batches/" + UUID.randomUUID() + "/changes", EVERYTHING), 404, "batch.not-found");
		assertThat(as("GET " + path, "integrations:read:whisk").status()).isEqualTo(200);
		assertThat(as("GET " + path + "/changes", "integrations:read:whisk").status()).isEqualTo(200);
		assertThat(as("POST " + path + "/cancel", "integrations:write:whisk").status()).isEqualTo(200);
	}

	@Test
	void leavesHoldsToWhoManagesProviders() {
		refused(as("PUT /v1/providers/rootfi/hold", "integrations:read", "integrations:write"), 403, "auth.forbidden");
		refused(as("DELETE /v1/providers/rootfi/hold", "providers:manage:whisk"), 403, "auth.forbidden");
		assertThat(as("DELETE /v1/providers/rootfi/hold", "providers:manage:rootfi").status()).isEqualTo(204);
		refused(as("GET /v1/providers/whisk/holds", "integrations:read:rootfi"), 403, "auth.forbidden");
		assertThat(as("GET /v1/providers/rootfi/holds", "integrations:read:rootfi").status()).isEqualTo(200);
	}

	@Test
	void streamsOnlyWhatAScopeNames() {
		Answer other = as("GET /v1/events?provider=whisk", "integrations:read:rootfi");
		refused(other, 403, "auth.forbidden");
		assertThat(other.header("WWW-Authenticate"))
			.isEqualTo("Bearer error=\"insufficient_scope\", scope=\"integrations:read:whisk\"");
		refused(as("GET /v1/events", "integrations:write"), 403, "auth.forbidden");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/problems", "/problems/auth.required", "/v3/api-docs", "/v3/api-docs.yaml",
			"/v3/api-docs/swagger-config", "/swagger-ui/index.html", "/swagger-ui/swagger-ui.css",
			"/swagger-ui/swagger-ui-bundle.js", "/swagger-ui/swagger-initializer.js" })
	void showsItsDescriptionToAnybody(String path) {
		Answer answer = Answer.to(request("GET " + path, null));
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header("X-Request-Id")).isNotBlank();
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET /v1/integrations/rootfi/1234", "POST " + DISABLE, "GET /problems", "GET /v3/api-docs",
			"GET /nothing" })
	void sendsTheSameSecurityHeadersWithEachResponse(String call) {
		for (@Nullable
		String token : new String[] { null, ISSUER.token("billing-service", "integrations:read") }) {
			Answer answer = Answer.to(request(call, token));
			assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
			assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
			assertThat(answer.header("X-XSS-Protection")).isEqualTo("0");
			assertThat(answer.header("Cache-Control")).isEqualTo("no-cache, no-store, max-age=0, must-revalidate");
			assertThat(answer.header("Set-Cookie")).isNull();
		}
	}

	@Test
	void leadsToTheSwaggerUi() {
		Answer answer = Answer.to(request("GET /swagger-ui.html", null));
		assertThat(answer.status()).isEqualTo(302);
		assertThat(answer.header("Location")).endsWith("/swagger-ui/index.html");
	}

	@Test
	void tellsMachinesHowItIsOnAPortOfItsOwn() {
		for (String path : List.of("/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness")) {
			Answer answer = management(path);
			assertThat(answer.status()).as(path).isEqualTo(200);
			assertThat(answer.json().path("status").asString()).isEqualTo("UP");
			assertThat(answer.json().has("components")).isFalse();
		}
		assertThat(management("/actuator/prometheus").body()).contains("switchgear_");
	}

	@Test
	void tellsEverythingElseThereToOperatorsOnly() {
		for (String path : List.of("/actuator/metrics", "/actuator/circuitbreakers", "/actuator/retries",
				"/actuator/bulkheads")) {
			assertThat(management(path).status()).as(path).isEqualTo(401);
			assertThat(management(path, "integrations:read", "integrations:write").status()).isEqualTo(403);
			assertThat(management(path, "providers:manage:whisk", "providers:manage:rootfi").status()).isEqualTo(403);
			assertThat(management(path, "providers:manage").status()).isEqualTo(200);
		}
		for (String path : List.of("/actuator/env", "/actuator/heapdump", "/actuator/configprops", "/actuator/beans",
				"/actuator/loggers", "/actuator/scheduledtasks", "/v1/providers")) {
			assertThat(management(path).status()).as(path).isEqualTo(401);
			assertThat(management(path, EVERYTHING).status()).as(path).isEqualTo(404);
		}
	}

	@Test
	void letsNobodyWriteThere() {
		String actuator = "http://127.0.0.1:" + managementPort;
		for (String path : List.of("/actuator/circuitbreakers/rootfi", "/actuator/circuitbreakers", "/actuator/health",
				"/actuator/metrics")) {
			for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
				Answer answer = Answer.to(request(actuator, "GET " + path, ISSUER.token("operator", EVERYTHING))
					.header("Content-Type", "application/json")
					.method(method, HttpRequest.BodyPublishers.ofString("{\"updateState\": \"FORCE_OPEN\"}")));
				assertThat(answer.status()).as(method + " " + path).isIn(404, 405);
			}
		}
		assertThat(as("POST " + DISABLE, EVERYTHING).status()).isEqualTo(200);
	}

	private static void noProviderWasCalled() {
		assertThat(whisk.journal().count() + rootfi.journal().count()).isZero();
	}

	private static void refused(Answer answer, int status, String code) {
		assertThat(answer.status()).as(answer.body()).isEqualTo(status);
		assertThat(answer.isProblem(code)).as(answer.body()).isTrue();
	}

	private List<JsonNode> items(String path, String... scopes) {
		return as("GET " + path, scopes).json().path("items").valueStream().toList();
	}

	private Answer as(String call, String... scopes) {
		return Answer.to(request(call, ISSUER.token("billing-service", scopes)));
	}

	private HttpRequest.Builder request(String call, @Nullable String token) {
		return request(baseUrl(), call, token);
	}

	private Answer management(String path, String... scopes) {
		return Answer.to(request("http://127.0.0.1:" + managementPort, "GET " + path,
				(scopes.length > 0) ? ISSUER.token("operator", scopes) : null));
	}

	private static HttpRequest.Builder request(String base, String call, @Nullable String token) {
		int space = call.indexOf(' ');
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + call.substring(space + 1)))
			.method(call.substring(0, space), HttpRequest.BodyPublishers.noBody());
		return (token != null) ? request.header("Authorization", "Bearer " + token) : request;
	}

}
