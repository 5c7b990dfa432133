package io.switchgear.batch.revert;

import io.swagger.v3.oas.annotations.media.Schema;

/** An item of a batch that was not reverted, and why. */
@Schema(name = "SkippedItem")
public record SkippedItem(@Schema(example = "rootfi/1234") String integration,
		@Schema(description = "Why it was not reverted", example = "revert.changed-since") String code) {
}
