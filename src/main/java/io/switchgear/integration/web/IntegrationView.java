package io.switchgear.integration.web;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.switchgear.integration.Integration;
import io.switchgear.integration.IntegrationDetails;
import io.switchgear.integration.LastChange;
import io.switchgear.integration.Observed;
import io.switchgear.integration.Sync;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;

/** An integration as callers see it. */
@NamedInterface("views")
@Schema(name = "Integration")
public record IntegrationView(@Schema(example = "rootfi/1234") String id, @Schema(example = "rootfi") String provider,
		@Schema(example = "1234") String externalId, @Schema(example = "Zoho Books") @Nullable String displayName,
		@Schema(example = "{\"team\": \"billing\"}") Map<String, String> labels,
		@JsonInclude(JsonInclude.Include.ALWAYS) @Schema(
				description = "The last requested state, unless that change failed or is queued. Null until the integration is read or switched") @Nullable Boolean enabled,
		@JsonInclude(JsonInclude.Include.ALWAYS) @Schema(
				description = "The state that the provider last reported or confirmed") @Nullable Observed observed,
		Sync sync,
		@Schema(description = "When it was found that the provider no longer has it: an import did not list it, or a second reading (`reread-every`) did not find it. Absent if the provider has it, or has said something of it since") @Nullable Instant missingSince,
		@Schema(description = "The provider's name of the integration type",
				example = "ZOHO_BOOKS") @Nullable String type,
		@Schema(example = "{\"useProviderIdentity\": true}") Map<String, Object> settings,
		@Schema(description = "Hints only; secrets are write-only",
				example = "{\"clientId\": \"gfds…vbnm\", \"clientSecret\": \"set\"}") Map<String, String> credentials,
		@Nullable LastChangeView lastChange,
		@Schema(description = "The number in the `ETag`", example = "1763800000000123") long version, Instant createdAt,
		Instant updatedAt, @Nullable DryRun dryRun) {

	public static IntegrationView of(IntegrationDetails details) {
		return of(details, null);
	}

	/**
	 * The answer to a write, which has the same form whether or not it was done: a
	 * generated client reads one form for one status.
	 */
	public static IntegrationView of(IntegrationDetails details, @Nullable DryRun dryRun) {
		Integration known = details.integration();
		LastChange last = details.lastChange();
		return new IntegrationView(known.ref().id(), known.ref().provider(), known.ref().externalId(),
				known.displayName(), known.labels(), known.enabled(), known.observed(), known.sync(),
				known.missingSince(), known.type(), known.settings(), known.credentials(),
				(last != null) ? LastChangeView.of(last) : null, known.version(), known.createdAt(), known.updatedAt(),
				dryRun);
	}

	/** The last change that the provider was to be told of, in short. */
	@Schema(name = "LastChange")
	record LastChangeView(UUID id, @Schema(allowableValues = {
			"enable", "disable", "update", "forget", "other" }) String action,
			@Schema(allowableValues = { "pending", "applying", "succeeded", "failed", "cancelled",
					"other" }) String state,
			@Nullable String reason, String actor, @Nullable String via, Instant at){

		static LastChangeView of(LastChange last) {
			return new LastChangeView(last.id(), last.action(), last.state(), last.reason(), last.actor().name(),
					last.actor().via(), last.at());
		}
	}

}
