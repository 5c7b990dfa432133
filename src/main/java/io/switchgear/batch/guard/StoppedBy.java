package io.switchgear.batch.guard;

import io.swagger.v3.oas.annotations.media.Schema;
import io.switchgear.problem.ProblemCode;

/**
 * Why a batch was stopped.
 *
 * @param errors how many items had failed by then
 * @param maxErrors how many were allowed
 */
@Schema(name = "StoppedBy", description = "Why the gateway stopped the batch")
public record StoppedBy(@Schema(example = "batch.too-many-errors") String code,
		@Schema(description = "The number of items whose latest attempt had failed", example = "6") int errors,
		@Schema(description = "The number that was allowed", example = "5") int maxErrors) {

	static StoppedBy tooManyErrors(int errors, int maxErrors) {
		return new StoppedBy(ProblemCode.BATCH_TOO_MANY_ERRORS.code(), errors, maxErrors);
	}

}
