package io.switchgear.change.web;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.switchgear.integration.Observed;
import io.switchgear.integration.Sync;
import org.jspecify.annotations.Nullable;

/** What a change may alter, as the API description shows it. */
@Schema(name = "Snapshot")
record SnapshotView(@Schema(types = {
		"boolean", "null" }) @Nullable Boolean enabled,
		@Schema(description = "What the provider last reported or confirmed; before a change, what was read just before its write, if it was. Null if the provider never showed it") @JsonInclude @Nullable Observed observed,
		@Schema(description = "How they compare") Sync sync,
		@Schema(types = { "string", "null" }, example = "Zoho Books") @Nullable String displayName,
		Map<String, String> labels, Map<String, Object> settings,
		@Schema(description = "Hints only; secrets are write-only") Map<String, String> credentials){
}
