package io.switchgear.change.web;

import java.util.Map;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a change may alter, as the API description shows it. */
@Schema(name = "Snapshot")
record SnapshotView(@Schema(types = {
		"boolean", "null" }) @Nullable Boolean enabled,
		@Schema(types = { "string", "null" }, example = "Zoho Books") @Nullable String displayName,
		Map<String, String> labels, Map<String, Object> settings,
		@Schema(description = "Hints only; secrets are write-only") Map<String, String> credentials){
}
