package io.switchgear.openapi;

import java.util.EnumSet;
import java.util.Set;
import java.util.TreeMap;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.switchgear.problem.ProblemCode;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;

/** Adds what all operations share, in an order that is always the same. */
final class ApiDescription implements GlobalOpenApiCustomizer {

	@Override
	public void customise(OpenAPI api) {
		OpenStrings.open(api);
		describeParts(api.getComponents());
		Set<ProblemCode> problems = EnumSet.copyOf(ProblemResponse.OTHERS);
		Paths paths = new Paths();
		new TreeMap<>(api.getPaths()).forEach((path, item) -> {
			paths.addPathItem(path, item);
			item.readOperationsMap()
				.forEach((method, operation) -> problems
					.addAll(new OperationDescription(path, method, operation).complete()));
		});
		problems.forEach((code) -> api.getComponents().addExamples(code.code(), Examples.problem(code)));
		api.setPaths(paths);
		api.getComponents().setSchemas(new TreeMap<>(api.getComponents().getSchemas()));
	}

	private static void describeParts(Components parts) {
		parts.addParameters(OperationDescription.REQUEST_ID,
				new Parameter().in("header")
					.name(OperationDescription.REQUEST_ID)
					.description(
							"The caller's id of the request. The gateway generates one if it is missing or invalid")
					.schema(new JsonSchema().typesItem("string").pattern("^[A-Za-z0-9._:/+=-]{1,128}$")));
		parts.addParameters(OperationDescription.IDEMPOTENCY_KEY, new Parameter().in("header")
			.name(OperationDescription.IDEMPOTENCY_KEY)
			.description(
					"Makes retries safe. A repeated request gets the first response, with `Idempotent-Replayed: true`")
			.schema(new JsonSchema().typesItem("string").maxLength(255)));
		parts.addParameters(OperationDescription.ON_BEHALF_OF, new Parameter().in("header")
			.name(OperationDescription.ON_BEHALF_OF)
			.description("The person for whom the caller acts, who then is the `actor`; the caller is `via`. Needs the "
					+ "scope `integrations:delegate`, which can be limited to a provider. Without it the response is 403")
			.schema(new JsonSchema().typesItem("string").minLength(1).maxLength(255)));
		parts.addHeaders(OperationDescription.REQUEST_ID,
				header("string", "The id of the request, also in the gateway's log"));
		parts.addHeaders(OperationDescription.ETAG, header("string", "The version of the integration, for `If-Match`"));
		parts.addHeaders(OperationDescription.LOCATION, header("string", "The URL of the accepted change or batch"));
		parts.addHeaders(OperationDescription.REPLAYED,
				header("boolean", "`true` if this is the stored response of an earlier request with the same key"));
		parts.addHeaders(OperationDescription.APPLIED,
				header("string", "The preferences that were applied (RFC 7240)"));
		parts.addHeaders(OperationDescription.CHALLENGE, header("string", "How to authenticate (RFC 6750)"));
		parts.addHeaders(OperationDescription.RETRY_AFTER,
				header("integer", "Seconds to wait before a retry, if known"));
		parts.addResponses(ProblemResponse.NAME, ProblemResponse.others());
		Examples.all().forEach(parts::addExamples);
	}

	private static Header header(String type, String description) {
		return new Header().description(description).schema(new JsonSchema().typesItem(type));
	}

}
