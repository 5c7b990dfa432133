package io.switchgear.openapi;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.switchgear.problem.ProblemCode;

/** What can be told of an operation from its path, method and parameters. */
record OperationDescription(String path, HttpMethod method, Operation operation) {

	static final String BEARER = "bearer";

	static final String REQUEST_ID = "X-Request-Id";

	static final String ON_BEHALF_OF = "On-Behalf-Of";

	static final String IDEMPOTENCY_KEY = "Idempotency-Key";

	static final String ETAG = "ETag";

	static final String RETRY_AFTER = "Retry-After";

	static final String LOCATION = "Location";

	static final String REPLAYED = "Idempotent-Replayed";

	static final String APPLIED = "Preference-Applied";

	static final String CHALLENGE = "WWW-Authenticate";

	private static final Set<String> OF_ANY_TOKEN = Set.of("/v1/me", "/v1/problems");

	private static final String ACCEPTED = "202";

	private static final String NO_CONTENT = "204";

	private static final int MAX_PAGE_SIZE = 200;

	private static final Map<String, String> PARAMETERS = Map.of("provider", "The configured name of the provider",
			"externalId", "The provider's id of the integration: an integer such as `1234` at RootFi, a UUID at Whisk",
			"If-Match",
			"The `ETag` of the expected version, a list of them, or `*` for any version. Otherwise the response is 412",
			"limit", "The maximum number of items in the response", "cursor", "The `nextCursor` of the previous page");

	/** Adds what all operations have, and returns the problems that it can end with. */
	Set<ProblemCode> complete() {
		// Scopes are no part of the requirement: only the flows of OAuth 2, of which the
		// gateway knows nothing, declare them.
		operation.security(List.of(new SecurityRequirement().addList(BEARER)));
		if (!OF_ANY_TOKEN.contains(path)) {
			operation.addExtension("x-required-scope", scope());
			operation.setDescription("%s\n\nNeeds the scope `%s`."
				.formatted(Objects.requireNonNull(operation.getDescription(), operation.getOperationId()), scope()));
		}
		parameters().forEach(OperationDescription::describe);
		if (isWrite() && !hasParameter(IDEMPOTENCY_KEY)) {
			operation.addParametersItem(new Parameter().$ref("#/components/parameters/" + IDEMPOTENCY_KEY));
		}
		operation.addParametersItem(new Parameter().$ref("#/components/parameters/" + ON_BEHALF_OF));
		operation.addParametersItem(new Parameter().$ref("#/components/parameters/" + REQUEST_ID));
		operation.getResponses().forEach(this::complete);
		operation.getResponses().computeIfPresent(NO_CONTENT, (status, response) -> response.content(null));
		Set<ProblemCode> problems = ProblemsOf.operation(this);
		problems.stream()
			.collect(Collectors.groupingBy(ProblemCode::status, TreeMap::new, Collectors.toList()))
			.forEach((status, codes) -> operation.getResponses()
				.putIfAbsent(status.toString(), ProblemResponse.of(codes)));
		operation.getResponses()
			.values()
			.forEach((response) -> response.addHeaderObject(REQUEST_ID, headerRef(REQUEST_ID)));
		operation.getResponses()
			.addApiResponse(ApiResponses.DEFAULT,
					new ApiResponse().$ref("#/components/responses/" + ProblemResponse.NAME));
		return problems;
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
		if (path.endsWith("/hold") || path.endsWith("/import")) {
			return "providers:manage";
		}
		return isWrite() ? "integrations:write" : "integrations:read";
	}

	private static void describe(Parameter parameter) {
		String known = PARAMETERS.get(parameter.getName());
		if (known != null && parameter.getDescription() == null) {
			parameter.setDescription(known);
		}
		if (parameter.getName().equals("limit")) {
			parameter.getSchema().minimum(BigDecimal.ONE).maximum(BigDecimal.valueOf(MAX_PAGE_SIZE));
		}
	}

	private void complete(String status, ApiResponse response) {
		if (status.equals(ACCEPTED)) {
			response.addHeaderObject(LOCATION, headerRef(LOCATION));
		}
		if (isWrite()) {
			response.addHeaderObject(REPLAYED, headerRef(REPLAYED));
		}
		if (hasParameter("Prefer")) {
			response.addHeaderObject(APPLIED, headerRef(APPLIED));
		}
		if (response.getContent() != null) {
			response.getContent().values().forEach((form) -> complete(response, form));
		}
	}

	private void complete(ApiResponse response, MediaType form) {
		Schema<?> schema = form.getSchema();
		if (schema == null || schema.get$ref() == null) {
			return;
		}
		String name = schema.get$ref().substring(schema.get$ref().lastIndexOf('/') + 1);
		Stream<String> examples = Examples.of(name).stream();
		if (name.equals("Integration")) {
			response.addHeaderObject(ETAG, headerRef(ETAG));
			examples = hasParameter("dryRun") ? Stream.concat(examples, Examples.of("DryRun").stream()) : examples;
		}
		examples.forEach((example) -> form.addExamples(example, Examples.ref(example)));
	}

	static Header headerRef(String name) {
		return new Header().$ref("#/components/headers/" + name);
	}

}
