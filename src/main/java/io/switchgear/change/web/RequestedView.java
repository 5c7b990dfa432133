package io.switchgear.change.web;

import java.util.Map;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a change asks for, as the API description shows it: the members that were sent.
 */
@Schema(name = "Requested")
record RequestedView(@Nullable Boolean enabled, @Schema(types = {
		"string", "null" }, example = "Zoho Books") @Nullable String displayName,
		@Schema(types = { "object", "null" }) @Nullable Map<String, @Nullable String> labels,
		@Nullable Map<String, @Nullable Object> settings,
		@Schema(description = "`set` for each new value, null for each value to delete") @Nullable Map<String, @Nullable String> credentials){
}
