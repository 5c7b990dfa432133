package io.switchgear.integration.web;

import io.switchgear.problem.BodyMembers;
import io.swagger.v3.oas.annotations.media.Schema;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The bodies that writes take, as the API description shows them. {@link BodyReader}
 * reads them.
 */
final class RequestBodies {

	private RequestBodies() {
	}

	@Schema(name = "Switch", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
	record Switch(
			@Schema(description = "Why, for the history", maxLength = BodyMembers.LONGEST_REASON,
					example = "incident 4711") @Nullable String reason,
			@Schema(description = "Not to be applied before; the answer is then 202") @Nullable Instant notBefore) {
	}

	@Schema(name = "IntegrationPatch", additionalProperties = Schema.AdditionalPropertiesValue.FALSE,
			description = "JSON Merge Patch (RFC 7396): what is absent stays, what is null is removed")
	record IntegrationPatch(@Nullable Boolean enabled,
			@Schema(maxLength = BodyReader.LONGEST_NAME, example = "Zoho Books") @Nullable String displayName,
			@Schema(example = "{\"team\": \"billing\", \"tier\": null}") @Nullable Map<String, String> labels,
			@Schema(example = "{\"useProviderIdentity\": true}") @Nullable Map<String, Object> settings,
			@Schema(description = "Kept encrypted, never shown again") @Nullable Map<String, String> credentials) {
	}

}
