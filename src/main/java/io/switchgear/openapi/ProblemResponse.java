package io.switchgear.openapi;

import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;

import java.util.List;
import java.util.stream.Collectors;

import io.switchgear.problem.ProblemCode;

/** One status of an operation, with the problems that have it. */
final class ProblemResponse {

	static final String SCHEMA = "Problem";

	private ProblemResponse() {
	}

	static ApiResponse of(List<ProblemCode> codes) {
		MediaType form = new MediaType().schema(schema(codes));
		codes.forEach((code) -> form.addExamples(code.code(), Examples.ref(code.code())));
		ApiResponse response = new ApiResponse()
			.description(codes.stream()
				.map((code) -> "`%s`: %s".formatted(code.code(), code.title()))
				.collect(Collectors.joining("\n\n")))
			.content(new Content().addMediaType("application/problem+json", form));
		if (codes.stream().anyMatch(ProblemCode::retryable)) {
			response.addHeaderObject(OperationDescription.RETRY_AFTER,
					OperationDescription.headerRef(OperationDescription.RETRY_AFTER));
		}
		if (codes.contains(ProblemCode.INTEGRATION_CHANGED_MEANWHILE)) {
			response.addHeaderObject(OperationDescription.ETAG,
					OperationDescription.headerRef(OperationDescription.ETAG));
		}
		return response;
	}

	static Schema<?> oneOf(List<ProblemCode> codes) {
		Schema<Object> code = new JsonSchema();
		codes.stream().map(ProblemCode::code).forEach(code::addEnumItemObject);
		return code.typesItem("string");
	}

	private static Schema<?> schema(List<ProblemCode> codes) {
		Schema<?> narrowed = new JsonSchema().typesItem("object").addProperty("code", oneOf(codes));
		return new JsonSchema().addAllOfItem(new JsonSchema().$ref("#/components/schemas/" + SCHEMA))
			.addAllOfItem(narrowed);
	}

}
