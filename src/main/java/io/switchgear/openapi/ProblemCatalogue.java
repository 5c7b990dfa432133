package io.switchgear.openapi;

import java.util.Arrays;
import java.util.List;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.switchgear.problem.ProblemCode;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells programs that show problems to people what to do about each. */
@Tag(name = "Problems")
@RestController
class ProblemCatalogue {

	private static final Codes ALL = new Codes(Arrays.stream(ProblemCode.values()).map(Code::of).toList());

	@Operation(operationId = "listProblems", summary = "List the codes of problems",
			description = "Every code with its cause and remedy, for programs that show problems to people.")
	@GetMapping("/v1/problems")
	Codes list() {
		return ALL;
	}

	@Schema(name = "ProblemCodes")
	record Codes(List<Code> items) {
	}

	@Schema(name = "ProblemCode")
	record Code(@Schema(example = "provider.timeout") String code, int status, String title, String blame,
			boolean retryable, String cause, @Schema(description = "What to do about it") String remedy) {

		static Code of(ProblemCode code) {
			return new Code(code.code(), code.status(), code.title(), code.blame().wireName(), code.retryable(),
					code.cause(), code.remedy());
		}

	}

}
