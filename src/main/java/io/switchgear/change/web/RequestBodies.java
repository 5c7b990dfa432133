package io.switchgear.change.web;

import java.time.Instant;
import java.util.Map;

import io.swagger.v3.oas.annotations.media.Schema;
import io.switchgear.http.BodyMembers;
import io.switchgear.integration.Patch;
import org.jspecify.annotations.Nullable;

/**
 * The bodies that writes take, as the API description shows them. {@link BodyReader}
 * reads them.
 */
final class RequestBodies {

	// What forms are filled with before anybody looks must do no harm if it is sent.
	static final String REASON = "{\"reason\": \"incident 4711\"}";

	static final String LABEL = "{\"labels\": {\"team\": \"billing\"}}";

	private RequestBodies() {
	}

	@Schema(name = "SwitchBody", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
	record Switch(
			@Schema(description = "The reason, kept in the history", minLength = 1,
					maxLength = BodyMembers.MAX_REASON_LENGTH, example = "incident 4711") @Nullable String reason,
			@Schema(description = "The earliest time to apply the change. The response is then 202") @Nullable Instant notBefore) {
	}

	@Schema(name = "IntegrationPatch", additionalProperties = Schema.AdditionalPropertiesValue.FALSE,
			description = "JSON Merge Patch (RFC 7396). Absent members are kept; null removes a member")
	record IntegrationPatch(@Schema(description = "Cannot be removed") @Nullable Boolean enabled, @Schema(types = {
			"string", "null" }, minLength = 1, maxLength = BodyReader.MAX_NAME_LENGTH,
			example = "Zoho Books") @Nullable String displayName,
			@Schema(types = { "object", "null" }, maxProperties = Patch.MAX_LABELS,
					description = "Null removes a label, or all labels. A value has up to 255 characters",
					example = "{\"team\": \"billing\", \"tier\": null}") @Nullable Map<String, @Nullable String> labels,
			@Schema(types = { "object", "null" },
					description = "The settings that `GET /v1/providers/{provider}` lists",
					example = "{\"useProviderIdentity\": true}") @Nullable Map<String, @Nullable Object> settings,
			@Schema(types = { "object", "null" },
					description = "Stored encrypted and never returned. Null deletes a stored credential, or all of them") @Nullable Map<String, @Nullable String> credentials){
	}

}
