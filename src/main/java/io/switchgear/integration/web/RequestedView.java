package io.switchgear.integration.web;

import java.util.Map;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;

/**
 * What a change asks for, as the API description shows it: the members that were sent.
 */
@NamedInterface("views")
@Schema(name = "Requested")
public record RequestedView(@Nullable Boolean enabled, @Schema(types = {
		"string", "null" }, example = "Zoho Books") @Nullable String displayName,
		@Schema(types = { "object", "null" }) @Nullable Map<String, @Nullable String> labels,
		@Nullable Map<String, @Nullable Object> settings,
		@Schema(description = "`set` for each new value, null for each value to delete") @Nullable Map<String, @Nullable String> credentials){
}
