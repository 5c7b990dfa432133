package io.switchgear.batch.revert;

import io.swagger.v3.oas.annotations.media.Schema;

/** How many items of a batch were not reverted, and why. */
@Schema(name = "Skips")
public record Skips(@Schema(example = "revert.changed-since") String code, int items) {
}
