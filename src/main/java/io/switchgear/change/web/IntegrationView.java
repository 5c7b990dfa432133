package io.switchgear.change.web;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.switchgear.change.Change;
import io.switchgear.change.ChangeAction;
import io.switchgear.change.ChangeState;
import io.switchgear.change.IntegrationDetails;
import io.switchgear.integration.Integration;
import io.switchgear.integration.Observed;
import io.switchgear.integration.Sync;
import org.jspecify.annotations.Nullable;

/** An integration as callers see it. */
@Schema(name = "Integration")
record IntegrationView(@Schema(example = "rootfi/1234") String id, @Schema(example = "rootfi") String provider,
		@Schema(example = "1234") String externalId, @Schema(example = "Zoho Books") @Nullable String displayName,
		@Schema(example = "{\"team\": \"billing\"}") Map<String, String> labels,
		@JsonInclude(JsonInclude.Include.ALWAYS) @Schema(
				description = "The last requested state, unless that change failed or is queued. Null until the integration is read or switched") @Nullable Boolean enabled,
		@JsonInclude(JsonInclude.Include.ALWAYS) @Schema(
				description = "The state that the provider last reported or confirmed") @Nullable Observed observed,
		Sync sync,
		@Schema(description = "The provider's name of the integration type",
				example = "ZOHO_BOOKS") @Nullable String type,
		@Schema(example = "{\"useProviderIdentity\": true}") Map<String, Object> settings,
		@Schema(description = "Hints only; secrets are write-only",
				example = "{\"clientId\": \"gfds…vbnm\", \"clientSecret\": \"set\"}") Map<String, String> credentials,
		@Nullable LastChange lastChange,
		@Schema(description = "The number in the `ETag`", example = "1763800000000123") long version, Instant createdAt,
		Instant updatedAt, @Nullable DryRun dryRun) {

	static IntegrationView of(IntegrationDetails details) {
		return of(details, null);
	}

	/**
	 * The answer to a write, which has the same form whether or not it was done: a
	 * generated client reads one form for one status.
	 */
	static IntegrationView of(IntegrationDetails details, @Nullable DryRun dryRun) {
		Integration known = details.integration();
		Change last = details.lastChange();
		return new IntegrationView(known.ref().id(), known.ref().provider(), known.ref().externalId(),
				known.displayName(), known.labels(), known.enabled(), known.observed(), known.sync(), known.type(),
				known.settings(), known.credentials(), (last != null) ? LastChange.of(last) : null, known.version(),
				known.createdAt(), known.updatedAt(), dryRun);
	}

	/** The last change that the provider was to be told of, in short. */
	record LastChange(UUID id, ChangeAction action, ChangeState state, @Nullable String reason, String actor,
			Instant at) {

		static LastChange of(Change change) {
			return new LastChange(change.id(), change.action(), change.state(), change.reason(), change.actor(),
					change.createdAt());
		}
	}

}
