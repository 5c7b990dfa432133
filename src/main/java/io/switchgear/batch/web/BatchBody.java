package io.switchgear.batch.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.switchgear.batch.Batches;
import io.switchgear.batch.guard.OnTooManyErrors;
import io.switchgear.change.web.BodyReader;
import io.switchgear.http.BodyMembers;
import io.switchgear.integration.Patch;
import io.switchgear.integration.Sync;
import org.jspecify.annotations.Nullable;

/**
 * What a batch is asked for with, as the API description shows it. {@link BatchReader}
 * reads it.
 */
@Schema(name = "BatchBody", additionalProperties = Schema.AdditionalPropertiesValue.FALSE,
		description = "Contains either `integrations` or a `selector`")
record BatchBody(@Schema(allowableValues = {
		"enable", "disable", "update" }) String action,
		@Schema(description = "Only for `update`, and required there") @Nullable PatchOfMany patch,
		@Schema(description = "The reason, kept in the history", minLength = 1,
				maxLength = BodyMembers.MAX_REASON_LENGTH, example = "incident 4711") @Nullable String reason,
		@ArraySchema(minItems = 1, maxItems = Batches.MAX_ITEMS, schema = @Schema(example = "rootfi/1234"),
				arraySchema = @Schema(
						description = "The ids of the integrations, without duplicates")) @Nullable List<String> integrations,
		@Schema(description = "Filters as in the list of integrations, at least one") @Nullable Selector selector,
		@Schema(description = "Refuses the batch if it would have another number of items", minimum = "1",
				maximum = "" + Batches.MAX_ITEMS, example = "2") @Nullable Integer expectedTotal,
		@Schema(types = { "integer", "string" }, description = MAX_ERRORS, minimum = "0",
				maximum = "" + Batches.MAX_ITEMS, pattern = "^(0|[1-9][0-9]?|100)%$",
				example = "10%") @Nullable Object maxErrors,
		@Schema(description = MIN_ITEMS, minimum = "1", maximum = "" + Batches.MAX_ITEMS,
				example = "50") @Nullable Integer minItems,
		@Schema(description = MAX_CONCURRENCY, minimum = "1", maximum = "" + Batches.MAX_ITEMS,
				example = "4") @Nullable Integer maxConcurrency,
		@Schema(description = NOT_BEFORE) @Nullable Instant notBefore, @Schema(implementation = OnTooManyErrors.class,
				description = ON_TOO_MANY_ERRORS) @Nullable String onTooManyErrors){

	static final String MAX_ERRORS = "The number of items that may fail, or a percentage of the items such as `10%`."
			+ " The next error stops the batch. An item counts if its latest attempt failed, even if it is still tried";

	static final String MIN_ITEMS = "With a percentage as `maxErrors`: the percentage is of the items tried so far,"
			+ " and counts once so many were tried";

	static final String MAX_CONCURRENCY = "The number of items that may be applied at once, over all replicas";

	static final String NOT_BEFORE = "The batch does not start before this time";

	static final String ON_TOO_MANY_ERRORS = "`revert`: if its errors stop the batch, what it changed is restored";

	// What forms are filled with before anybody looks must do no harm if it is sent: both
	// are refused until somebody has put names in.
	static final String LIST = """
			{"action": "disable", "reason": "incident 4711", "integrations": ["<provider>/<id>"]}""";

	static final String UPDATE = """
			{"action": "update", "patch": {"labels": {"team": "billing"}}, "integrations": ["<provider>/<id>"]}""";

	static final String REASON = "{\"reason\": \"incident 4711 is over\"}";

	static final String SELECTOR = """
			{"action": "disable", "reason": "incident 4711", "selector": {"labels": {"<name>": "<value>"}}}""";

	/** A merge patch, as far as it can be the same for many. */
	@Schema(name = "BatchPatch", additionalProperties = Schema.AdditionalPropertiesValue.FALSE, minProperties = 1,
			description = "As in a patch of one integration (RFC 7396). Credentials are never set for many")
	record PatchOfMany(@Schema(types = {
			"string", "null" }, minLength = 1, maxLength = BodyReader.MAX_NAME_LENGTH,
			example = "Zoho Books") @Nullable String displayName,
			@Schema(types = { "object", "null" }, maxProperties = Patch.MAX_LABELS,
					description = "Null removes a label, or all labels. A value has up to 255 characters",
					example = "{\"team\": \"billing\", \"tier\": null}") @Nullable Map<String, @Nullable String> labels,
			@Schema(description = "The settings that `GET /v1/providers/{provider}` lists. Null resets a setting",
					example = "{\"useProviderIdentity\": true}") @Nullable Map<String, @Nullable Object> settings){
	}

	/** What a revert may say. */
	@Schema(name = "RevertBody", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
	record Revert(@Schema(description = "The reason, kept in the history", minLength = 1,
			maxLength = BodyMembers.MAX_REASON_LENGTH, example = "incident 4711 is over") @Nullable String reason,
			@Schema(description = "Refuses the revert if its plan has another number of items to restore",
					minimum = "1", maximum = "" + Batches.MAX_ITEMS, example = "2") @Nullable Integer expectedTotal) {
	}

	@Schema(name = "Selector", additionalProperties = Schema.AdditionalPropertiesValue.FALSE, minProperties = 1)
	record Selector(@Schema(example = "rootfi") @Nullable String provider, @Nullable Boolean enabled,
			@Schema(implementation = Sync.class) @Nullable String sync,
			@Schema(description = "Whether the provider no longer has it") @Nullable Boolean missing,
			@Nullable Map<String, String> labels,
			@Schema(description = "A substring of the name, the id or the type") @Nullable String q) {
	}

}
