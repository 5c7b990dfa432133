package io.switchgear.batch;

import io.swagger.v3.oas.annotations.media.Schema;

/** How many items of a batch failed with a problem. */
@Schema(name = "Failures")
public record Failures(@Schema(example = "provider.error") String code, int items) {
}
