package io.switchgear.batch.web;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.swagger.v3.oas.annotations.media.Schema;
import io.switchgear.batch.Batch;
import io.switchgear.batch.BatchState;
import io.switchgear.batch.Progress;
import io.switchgear.batch.Selection;
import io.switchgear.change.ChangeAction;
import io.switchgear.connector.IntegrationRef;
import org.jspecify.annotations.Nullable;

/** A batch as callers see it. */
@Schema(name = "Batch")
record BatchView(
		@Schema(description = "`00000000-0000-0000-0000-000000000000` for a dry run, which creates no batch") UUID id,
		ChangeAction action, @Schema(example = "incident 4711") @Nullable String reason,
		@Schema(example = "billing-service") String actor,
		@Schema(implementation = BatchState.class, description = "`dry_run` for a dry run") String state,
		Progress progress, Instant createdAt, @Nullable Instant cancelledAt,
		@Schema(description = "Who cancelled it") @Nullable String cancelledBy, @Nullable Selection selection,
		@Nullable BatchDryRun dryRun) {

	private static final String DRY_RUN = "dry_run";

	static BatchView of(Batch batch) {
		return view(batch, batch.state().wireName(), null);
	}

	/** The answer has the same form whether or not the batch was accepted. */
	static BatchView ofDryRun(Batch batch, List<IntegrationRef> integrations) {
		return view(batch, DRY_RUN, new BatchDryRun(integrations.stream().map(IntegrationRef::id).toList()));
	}

	BatchView selectedFrom(@Nullable Selection from) {
		return new BatchView(id, action, reason, actor, state, progress, createdAt, cancelledAt, cancelledBy, from,
				dryRun);
	}

	private static BatchView view(Batch batch, String state, @Nullable BatchDryRun dryRun) {
		return new BatchView(batch.id(), batch.action(), batch.reason(), batch.actor(), state, batch.progress(),
				batch.createdAt(), batch.cancelledAt(), batch.cancelledBy(), null, dryRun);
	}

	/** What a batch would change. */
	@Schema(name = "BatchDryRun",
			description = "Only in the response to a dry run: what would be changed. Nothing was written.")
	record BatchDryRun(@Schema(example = "[\"rootfi/1234\"]") List<String> integrations) {
	}

}
