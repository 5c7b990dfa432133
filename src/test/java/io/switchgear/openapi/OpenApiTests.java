package io.switchgear.openapi;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.switchgear.problem.ProblemCode;
import io.switchgear.support.Answer;
import io.switchgear.support.CheckedInFile;
import io.switchgear.support.Journey;
import org.junit.jupiter.api.Test;
import org.springdoc.core.service.OpenAPIService;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The description of the API, as anybody gets it. */
class OpenApiTests extends Journey {

	private static final String PROBLEM_FORM = "application/problem+json";

	@Autowired
	private OpenAPIService descriptions;

	@Test
	void isTheOneThatIsCheckedIn() {
		CheckedInFile.of("docs/openapi.yaml").shows(get("/v3/api-docs.yaml").body());
	}

	@Test
	void isRenderedOnceWhateverLanguageIsAskedFor() {
		String document = get("/v3/api-docs").body();
		for (String language : List.of("de", "fr-CH, fr;q=0.9", "ja", "*", "x-nonsense")) {
			HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl() + "/v3/api-docs"));
			assertThat(Answer.to(request.header("Accept-Language", language)).body()).isEqualTo(document);
		}
		assertThat(descriptions.getCachedOpenAPI(Locale.GERMAN)).isNull();
		assertThat(descriptions.getCachedOpenAPI(Locale.JAPANESE)).isNull();
		assertThat(descriptions.getCachedOpenAPI(Locale.ENGLISH)).isNotNull();
	}

	@Test
	void describesEveryCallAndNoneElse() {
		assertThat(get("/v3/api-docs").json().path("openapi").asString()).startsWith("3.1");
		assertThat(operations().keySet()).allMatch((call) -> call.contains(" /v1/"))
			.contains("post /v1/integrations/{provider}/{externalId}/enable",
					"post /v1/integrations/{provider}/{externalId}/disable",
					"patch /v1/integrations/{provider}/{externalId}", "delete /v1/integrations/{provider}/{externalId}",
					"get /v1/integrations/{provider}/{externalId}",
					"get /v1/integrations/{provider}/{externalId}/changes", "get /v1/integrations", "get /v1/changes",
					"get /v1/changes/{id}", "get /v1/providers", "get /v1/providers/{provider}", "get /v1/batches");
		assertThat(operations().values()).allSatisfy((operation) -> {
			assertThat(operation.path("operationId").asString()).isNotBlank();
			assertThat(operation.path("summary").asString()).isNotBlank();
			assertThat(operation.path("security").path(0).has("bearer")).isTrue();
			assertThat(operation.path("tags").valueStream()).isNotEmpty();
		});
		assertThat(operations().entrySet()).allSatisfy((call) -> {
			JsonNode operation = call.getValue();
			if (Set.of("get /v1/me", "get /v1/problems").contains(call.getKey())) {
				assertThat(operation.has("x-required-scope")).isFalse();
				return;
			}
			String scope = operation.path("x-required-scope").asString();
			assertThat(scope).matches("(integrations|providers):[a-z]+");
			assertThat(operation.path("description").asString()).endsWith("Needs the scope `%s`.".formatted(scope));
		});
	}

	@Test
	void describesEachTagThatIsUsed() {
		Set<String> described = get("/v3/api-docs").json()
			.path("tags")
			.valueStream()
			.filter((tag) -> !tag.path("description").asString().isBlank())
			.map((tag) -> tag.path("name").asString())
			.collect(Collectors.toSet());
		assertThat(operations().values())
			.allSatisfy((operation) -> assertThat(described).contains(operation.path("tags").path(0).asString()));
	}

	@Test
	void documentsEveryProblemThatACallEndsWith() {
		List<String> all = Arrays.stream(ProblemCode.values())
			.map(ProblemCode::code)
			// Of changes in the background alone, and of the console
			.filter((code) -> !code.startsWith("revert.") && !code.startsWith("console.")
					&& !Set.of("batch.too-many-errors", "change.expired").contains(code))
			.toList();
		JsonNode parts = get("/v3/api-docs").json().path("components");
		assertThat(all).allSatisfy((code) -> {
			assertThat(parts.path("examples").path(code).path("value").path("code").asString()).isEqualTo(code);
		});
	}

	@Test
	void saysOfEachCallHowItCanFail() {
		assertThat(operations()).allSatisfy((call, operation) -> {
			assertThat(codes(operation)).contains("auth.required", "auth.forbidden", "gateway.internal",
					"gateway.store-unavailable", "request.malformed");
			assertThat(operation.at("/responses/default/$ref").asString()).isEqualTo("#/components/responses/Problem");
			operation.path("responses").propertyStream().filter(OpenApiTests::isOfOneStatus).forEach((response) -> {
				boolean problem = response.getKey().compareTo("400") >= 0;
				JsonNode form = response.getValue().path("content").path(PROBLEM_FORM);
				assertThat(response.getValue().path("headers").has("X-Request-Id")).isTrue();
				assertThat(form.isObject()).isEqualTo(problem);
				form.path("examples")
					.propertyNames()
					.forEach((code) -> assertThat(ProblemCode.of(code).orElseThrow().status())
						.hasToString(response.getKey()));
			});
		});
		assertThat(codes(operation("post /v1/integrations/{provider}/{externalId}/disable"))).contains(
				"provider.unknown", "request.too-large", "request.unsupported-media-type", "change.in-progress",
				"integration.changed-meanwhile", "provider.timeout", "credentials.required");
		assertThat(codes(operation("get /v1/integrations"))).doesNotContain("provider.timeout", "change.in-progress");
	}

	@Test
	void hasOneFormForEachSuccessAndForAllProblems() {
		JsonNode api = get("/v3/api-docs").json();
		assertThat(api.at("/components/responses/Problem/content").path(PROBLEM_FORM).at("/schema/$ref").asString())
			.isEqualTo("#/components/schemas/Problem");
		assertThat(operations()).allSatisfy((call, operation) -> {
			operation.path("responses").propertyStream().filter(OpenApiTests::isOfOneStatus).forEach((response) -> {
				assertThat(response.getValue().path("content").size()).isLessThan(2);
				response.getValue().path("content").forEach((form) -> {
					assertThat(form.path("schema").has("oneOf") || form.path("schema").has("allOf")).isFalse();
					if (response.getKey().compareTo("400") >= 0) {
						assertThat(form.at("/schema/$ref").asString()).isEqualTo("#/components/schemas/Problem");
					}
				});
			});
		});
		JsonNode batch = operation("post /v1/batches").path("responses");
		assertThat(batch.at("/200/content/application~1json/schema"))
			.isEqualTo(batch.at("/202/content/application~1json/schema"));
	}

	@Test
	void closesNoEnumInAnAnswer() {
		JsonNode schemas = get("/v3/api-docs").json().at("/components/schemas");
		Set<String> closed = new TreeSet<>();
		schemas.propertyStream().forEach((schema) -> schema.getValue().path("properties").forEach((property) -> {
			if (property.has("enum") || property.path("items").has("enum")) {
				closed.add(schema.getKey());
			}
		}));
		assertThat(closed).isSubsetOf("BatchBody", "Selector");
		assertThat(schemas.at("/Change/properties/state/description").asString()).contains("`succeeded`",
				"may be added");
	}

	@Test
	void saysWhereNullRemoves() {
		JsonNode patch = get("/v3/api-docs").json().at("/components/schemas/IntegrationPatch/properties");
		for (String member : List.of("displayName", "labels", "settings", "credentials")) {
			assertThat(patch.path(member).path("type").valueStream().map(JsonNode::asString)).contains("null");
		}
		assertThat(patch.at("/labels/additionalProperties/type").valueStream().map(JsonNode::asString))
			.containsExactlyInAnyOrder("string", "null");
		assertThat(patch.at("/credentials/additionalProperties/type").valueStream().map(JsonNode::asString))
			.containsExactlyInAnyOrder("string", "null");
		assertThat(patch.at("/enabled/type").asString()).isEqualTo("boolean");
	}

	/** A form such as Swagger UI's is filled with the examples before anybody looks. */
	@Test
	void fillsNoFormWithWhatDoesHarm() {
		assertThat(operations()).allSatisfy((call, operation) -> {
			operation.path("parameters").forEach((parameter) -> {
				assertThat(parameter.has("example") || parameter.has("examples")).isFalse();
				assertThat(parameter.path("schema").has("example")).isFalse();
			});
			operation.path("requestBody").path("content").forEach((form) -> {
				assertThat(form.path("examples")).isNotEmpty();
				form.path("examples").forEach((example) -> {
					JsonNode value = example.path("value");
					assertThat(value.propertyNames()).doesNotContain("enabled", "settings", "credentials", "notBefore");
					assertThat(value.path("integrations").valueStream()).allMatch((id) -> id.asString().contains("<"));
					assertThat(value.path("selector").path("labels").valueStream())
						.allMatch((label) -> label.asString().contains("<"));
				});
			});
		});
	}

	@Test
	void describesTheHeadersOfAnswers() {
		JsonNode disable = operation("post /v1/integrations/{provider}/{externalId}/disable").path("responses");
		assertThat(disable.at("/200/headers").propertyNames()).contains("ETag", "Idempotent-Replayed",
				"Preference-Applied");
		assertThat(disable.at("/202/headers").propertyNames()).contains("Location", "Preference-Applied");
		assertThat(disable.at("/401/headers").propertyNames()).contains("WWW-Authenticate");
		assertThat(disable.at("/503/headers").propertyNames()).contains("Retry-After");
		assertThat(operation("post /v1/batches").at("/responses/202/headers").propertyNames()).contains("Location",
				"Idempotent-Replayed");
	}

	@Test
	void saysWhatIsTakenFromEachList() {
		assertThat(operations()).allSatisfy((call, operation) -> operation.path("parameters").forEach((parameter) -> {
			if (parameter.path("name").asString().equals("limit")) {
				assertThat(parameter.at("/schema/minimum").asInt()).isOne();
				assertThat(parameter.at("/schema/maximum").asInt()).isEqualTo(200);
			}
			if (Set.of("state", "sync", "action").contains(parameter.path("name").asString())) {
				assertThat(parameter.at("/schema/enum")).isNotEmpty();
			}
		}));
	}

	@Test
	void tellsOfVersionsWhereTheyCount() {
		JsonNode update = operation("patch /v1/integrations/{provider}/{externalId}");
		assertThat(update.at("/responses/200/headers").has("ETag")).isTrue();
		assertThat(update.path("parameters").valueStream().map((parameter) -> parameter.path("name").asString()))
			.contains("If-Match");
		assertThat(operation("get /v1/integrations/{provider}/{externalId}").at("/responses/200/headers").has("ETag"))
			.isTrue();
		assertThat(operation("delete /v1/integrations/{provider}/{externalId}").path("responses").has("204")).isTrue();
	}

	@Test
	void showsOnlyWhatIsOnTheWire() {
		JsonNode api = get("/v3/api-docs").json();
		Set<String> schemas = new TreeSet<>(api.at("/components/schemas").propertyNames());
		assertThat(schemas)
			.noneMatch((name) -> name.matches(".*(View|ProblemBody|Caller|JsonNode|Servlet|Entity|Emitter).*"));
		assertThat(operations().values()).allSatisfy((operation) -> assertThat(
				operation.path("parameters").valueStream().map((parameter) -> parameter.path("name").asString()))
			.doesNotContain("caller", "request", "response"));
	}

	@Test
	void givesExamplesOfBothProvidersThatFitTheirSchemas() {
		JsonNode parts = get("/v3/api-docs").json().path("components");
		Map<String, String> schemas = Map.of("Integration", "Integration", "Change", "Change", "DryRun", "Integration");
		for (String schema : schemas.keySet()) {
			JsonNode form = parts.path("schemas").path(schemas.get(schema));
			for (String provider : List.of("RootFi", "Whisk")) {
				JsonNode example = parts.path("examples").path(schema + "-" + provider).path("value");
				assertThat(form.path("properties").propertyNames()).containsAll(example.propertyNames());
				assertThat(example.propertyNames())
					.containsAll(form.path("required").valueStream().map(JsonNode::asString).toList());
				assertThat(form.path("required").valueStream()).hasSizeGreaterThan(3);
			}
		}
		JsonNode read = operation("get /v1/integrations/{provider}/{externalId}");
		assertThat(read.at("/responses/200/content/application~1json/examples").propertyNames())
			.containsExactly("Integration-RootFi", "Integration-Whisk");
		JsonNode update = operation("patch /v1/integrations/{provider}/{externalId}");
		assertThat(update.at("/responses/200/content/application~1json/examples").propertyNames())
			.contains("Integration-RootFi", "DryRun-RootFi");
	}

	private JsonNode operation(String call) {
		return Objects.requireNonNull(operations().get(call), call);
	}

	private Map<String, JsonNode> operations() {
		return get("/v3/api-docs").json()
			.path("paths")
			.propertyStream()
			.flatMap((path) -> path.getValue()
				.propertyStream()
				.map((method) -> Map.entry(method.getKey() + " " + path.getKey(), method.getValue())))
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

	private static boolean isOfOneStatus(Map.Entry<String, JsonNode> response) {
		return !response.getKey().equals("default");
	}

	private static Set<String> codes(JsonNode operation) {
		return operation.path("responses")
			.valueStream()
			.flatMap((response) -> response.path("content").path(PROBLEM_FORM).path("examples").propertyStream())
			.map(Map.Entry::getKey)
			.collect(Collectors.toSet());
	}

	private Answer get(String path) {
		return Answer.to(HttpRequest.newBuilder(URI.create(baseUrl() + path)));
	}

}
