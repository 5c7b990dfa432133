package io.switchgear.openapi;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.switchgear.problem.ProblemCode;

/** What can be told of an operation from its path, method and parameters. */
record OperationDescription(String path, HttpMethod method, Operation operation) {

	static final String BEARER = "bearer";

	static final String REQUEST_ID = "X-Request-Id";

	static final String IDEMPOTENCY_KEY = "Idempotency-Key";

	static final String ETAG = "ETag";

	static final String RETRY_AFTER = "Retry-After";

	private static final String NO_CONTENT = "204";

	private static final Map<String, String> PARAMETERS = Map.of("provider", "The configured name of the provider",
			"externalId", "The provider's own id of the integration", "If-Match",
			"The `ETag` that the caller decided by, a list of them, or `*`; another version is refused", "limit",
			"How many items at most, from 1 to 200", "cursor", "The `nextCursor` of the part before");

	void complete() {
		operation.security(List.of(new SecurityRequirement().addList(BEARER, scope())));
		parameters().forEach(OperationDescription::describe);
		if (isWrite() && !hasParameter(IDEMPOTENCY_KEY)) {
			operation.addParametersItem(new Parameter().$ref("#/components/parameters/" + IDEMPOTENCY_KEY));
		}
		operation.addParametersItem(new Parameter().$ref("#/components/parameters/" + REQUEST_ID));
		operation.getResponses().values().forEach(OperationDescription::complete);
		operation.getResponses().computeIfPresent(NO_CONTENT, (status, response) -> response.content(null));
		ProblemsOf.operation(this)
			.stream()
			.collect(Collectors.groupingBy(ProblemCode::status, TreeMap::new, Collectors.toList()))
			.forEach((status, codes) -> operation.getResponses()
				.putIfAbsent(status.toString(), ProblemResponse.of(codes)));
		operation.getResponses()
			.values()
			.forEach((response) -> response.addHeaderObject(REQUEST_ID, headerRef(REQUEST_ID)));
	}

	boolean hasBody() {
		return operation.getRequestBody() != null;
	}

	boolean hasParameter(String name) {
		return parameters().stream().anyMatch((parameter) -> name.equals(parameter.getName()));
	}

	boolean isWrite() {
		return method != HttpMethod.GET;
	}

	private List<Parameter> parameters() {
		return (operation.getParameters() != null) ? operation.getParameters() : List.of();
	}

	private String scope() {
		if (path.endsWith("/hold")) {
			return "providers:manage";
		}
		return isWrite() ? "integrations:write" : "integrations:read";
	}

	private static void describe(Parameter parameter) {
		String known = PARAMETERS.get(parameter.getName());
		if (known != null && parameter.getDescription() == null) {
			parameter.setDescription(known);
		}
		if (parameter.getName().equals("provider")) {
			parameter.addExample("RootFi", new Example().value("rootfi"));
			parameter.addExample("Whisk", new Example().value("whisk"));
		}
		if (parameter.getName().equals("externalId")) {
			parameter.addExample("RootFi", new Example().summary("An integer").value("1234"));
			parameter.addExample("Whisk", new Example().summary("A UUID").value(Examples.WHISK_ID));
		}
	}

	private static void complete(ApiResponse response) {
		if (response.getContent() == null) {
			return;
		}
		for (MediaType form : response.getContent().values()) {
			for (String name : schemas(form)) {
				if (name.equals("Integration")) {
					response.addHeaderObject(ETAG, headerRef(ETAG));
				}
				Examples.of(name).forEach((example) -> form.addExamples(example, Examples.ref(example)));
			}
		}
	}

	/** The names of the schemas that a body may have. */
	private static List<String> schemas(MediaType form) {
		Schema<?> schema = form.getSchema();
		if (schema == null) {
			return List.of();
		}
		Stream<String> either = (schema.getOneOf() != null)
				? schema.getOneOf().stream().map((option) -> option.get$ref()) : Stream.empty();
		return Stream.concat(Stream.ofNullable(schema.get$ref()), either)
			.filter(Objects::nonNull)
			.map((reference) -> reference.substring(reference.lastIndexOf('/') + 1))
			.toList();
	}

	static Header headerRef(String name) {
		return new Header().$ref("#/components/headers/" + name);
	}

}
