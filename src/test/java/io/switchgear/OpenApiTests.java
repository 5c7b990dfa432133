package io.switchgear;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Arrays;
import java.util.List;
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
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The description of the API, as anybody gets it. */
class OpenApiTests extends Journey {

	private static final String PROBLEM_FORM = "application/problem+json";

	@Test
	void isTheOneThatIsCheckedIn() {
		CheckedInFile.of("docs/openapi.yaml").shows(get("/v3/api-docs.yaml").body());
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
					"get /v1/changes/{id}", "get /v1/providers", "get /v1/providers/{provider}");
		assertThat(operations().values()).allSatisfy((operation) -> {
			assertThat(operation.path("operationId").asString()).isNotBlank();
			assertThat(operation.path("summary").asString()).isNotBlank();
			assertThat(operation.at("/security/0/bearer/0").asString()).matches("(integrations|providers):[a-z]+");
			assertThat(operation.path("tags").valueStream()).isNotEmpty();
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
	void documentsEveryProblem() {
		List<String> all = Arrays.stream(ProblemCode.values()).map(ProblemCode::code).toList();
		JsonNode parts = get("/v3/api-docs").json().path("components");
		assertThat(parts.at("/schemas/Problem/properties/code/enum").valueStream().map(JsonNode::asString))
			.containsExactlyElementsOf(all);
		assertThat(all).allSatisfy((code) -> {
			assertThat(parts.path("examples").path(code).path("value").path("code").asString()).isEqualTo(code);
		});
	}

	@Test
	void saysOfEachCallHowItCanFail() {
		assertThat(operations()).allSatisfy((call, operation) -> {
			assertThat(codes(operation)).contains("auth.required", "auth.forbidden", "gateway.internal",
					"gateway.store-unavailable", "request.malformed");
			operation.path("responses").propertyStream().forEach((response) -> {
				boolean problem = response.getKey().compareTo("400") >= 0;
				assertThat(response.getValue().path("headers").has("X-Request-Id")).isTrue();
				assertThat(response.getValue().path("content").has(PROBLEM_FORM)).isEqualTo(problem);
				response.getValue()
					.at("/content/application~1problem+json/schema/allOf/1/properties/code/enum")
					.valueStream()
					.forEach((code) -> assertThat(ProblemCode.of(code.asString()).orElseThrow().status())
						.hasToString(response.getKey()));
			});
		});
		assertThat(codes(operation("post /v1/integrations/{provider}/{externalId}/disable"))).contains(
				"provider.unknown", "request.too-large", "request.unsupported-media-type", "change.in-progress",
				"integration.changed-meanwhile", "provider.timeout", "credentials.required");
		assertThat(codes(operation("get /v1/integrations"))).doesNotContain("provider.timeout", "change.in-progress");
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
		for (String schema : List.of("Integration", "Change", "DryRun")) {
			JsonNode form = parts.path("schemas").path(schema);
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
			.contains("Integration-RootFi", "Integration-Whisk");
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

	private static Set<String> codes(JsonNode operation) {
		return operation.path("responses")
			.valueStream()
			.flatMap((response) -> response.at("/content/application~1problem+json/schema/allOf/1/properties/code/enum")
				.valueStream())
			.map(JsonNode::asString)
			.collect(Collectors.toSet());
	}

	private Answer get(String path) {
		return Answer.to(HttpRequest.newBuilder(URI.create(baseUrl() + path)));
	}

}
