package io.switchgear.openapi;

import java.util.List;
import java.util.stream.Collectors;

import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.switchgear.problem.ProblemCode;

/** One status of an operation, with the problems that have it. */
final class ProblemResponse {

	static final String NAME = "Problem";

	/** What any operation can answer besides. */
	static final List<ProblemCode> OTHERS = List.of(ProblemCode.REQUEST_NOT_FOUND,
			ProblemCode.REQUEST_METHOD_NOT_ALLOWED);

	private ProblemResponse() {
	}

	static ApiResponse of(List<ProblemCode> codes) {
		MediaType form = new MediaType().schema(new JsonSchema().$ref("#/components/schemas/Problem"));
		codes.forEach((code) -> form.addExamples(code.code(), Examples.ref(code.code())));
		ApiResponse response = new ApiResponse()
			.description(codes.stream()
				.map((code) -> "`%s`: %s".formatted(code.code(), code.title()))
				.collect(Collectors.joining("\n\n")))
			.content(new Content().addMediaType("application/problem+json", form));
		if (codes.contains(ProblemCode.AUTH_REQUIRED)) {
			response.addHeaderObject(OperationDescription.CHALLENGE,
					OperationDescription.headerRef(OperationDescription.CHALLENGE));
		}
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

	static ApiResponse others() {
		return of(OTHERS)
			.description("Any other problem. Programs should rely on `code`, and on `status`, `blame` and "
					+ "`retryable` if they do not know the code.")
			.addHeaderObject(OperationDescription.REQUEST_ID,
					OperationDescription.headerRef(OperationDescription.REQUEST_ID));
	}

}
