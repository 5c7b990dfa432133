package io.switchgear.batch.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.switchgear.batch.Batch;
import io.switchgear.batch.BatchAction;
import io.switchgear.batch.BatchState;
import io.switchgear.batch.Failures;
import io.switchgear.batch.Progress;
import io.switchgear.batch.Selection;
import io.switchgear.batch.guard.OnTooManyErrors;
import io.switchgear.batch.guard.Rails;
import io.switchgear.batch.guard.StoppedBy;
import io.switchgear.batch.revert.Skips;
import io.switchgear.integration.web.RequestedView;
import io.switchgear.security.Actor;
import org.jspecify.annotations.Nullable;

/** A batch as callers see it. */
@Schema(name = "Batch")
record BatchView(
		@Schema(description = "`00000000-0000-0000-0000-000000000000` for a dry run, which creates no batch") UUID id,
		BatchAction action,
		@Schema(implementation = RequestedView.class, description = "What an update asks for") @JsonInclude(
				value = JsonInclude.Include.NON_NULL,
				content = JsonInclude.Include.ALWAYS) @Nullable Map<String, @Nullable Object> patch,
		@Schema(description = "The batch that this one reverts, if it does") @Nullable UUID reverts,
		@Schema(example = "incident 4711") @Nullable String reason,
		@Schema(description = "Who decided", example = "billing-service") String actor,
		@Schema(description = "The client that carried it, if it is another",
				example = "admin-ui") @Nullable String via,
		@Schema(implementation = BatchState.class, description = "`dry_run` for a dry run") String state,
		Progress progress, Instant createdAt, @Nullable Instant cancelledAt,
		@Schema(description = "Who cancelled it") @Nullable String cancelledBy,
		@Schema(description = "The client that carried the cancellation, if it is another") @Nullable String cancelledVia,
		@Schema(description = "Only in the response to `GET`: the failed items by the code of their problem, most frequent first") @Nullable List<Failures> failures,
		@Schema(description = "Only of a revert: the items of the reverted batch that were not restored, by reason, most frequent first. Not in lists") @Nullable List<Skips> skipped,
		@Nullable Selection selection, @Nullable BatchDryRun dryRun, @Schema(types = {
				"integer", "string" }, description = BatchBody.MAX_ERRORS, example = "10%") @Nullable Object maxErrors,
		@Schema(description = BatchBody.MIN_ITEMS, example = "50") @Nullable Integer minItems,
		@Schema(description = BatchBody.MAX_CONCURRENCY, example = "4") @Nullable Integer maxConcurrency,
		@Schema(description = BatchBody.NOT_BEFORE) @Nullable Instant notBefore,
		@Schema(description = BatchBody.ON_TOO_MANY_ERRORS) @Nullable OnTooManyErrors onTooManyErrors,
		@Nullable StoppedBy stoppedBy,
		@Schema(description = "Only in the response to `GET` of one batch: whether the token may cancel, retry and revert it, which takes `integrations:write` for all of its providers") @Nullable Boolean writable){

	private static final String DRY_RUN = "dry_run";

	static BatchView of(Batch batch) {
		return view(batch, batch.state().wireName(), null, null, null);
	}

	/**
	 * With what its items failed with, and whether the caller may write to all of them.
	 */
	static BatchView of(Batch batch, List<Failures> failures, boolean writable) {
		return view(batch, batch.state().wireName(), failures, null, writable);
	}

	/** The answer has the same form whether or not the batch was accepted. */
	static BatchView ofDryRun(Batch batch, BatchDryRun dryRun) {
		return view(batch, DRY_RUN, null, dryRun, null);
	}

	BatchView selectedFrom(@Nullable Selection from) {
		return new BatchView(id, action, patch, reverts, reason, actor, via, state, progress, createdAt, cancelledAt,
				cancelledBy, cancelledVia, failures, skipped, from, dryRun, maxErrors, minItems, maxConcurrency,
				notBefore, onTooManyErrors, stoppedBy, writable);
	}

	BatchView skipping(List<Skips> skips) {
		return new BatchView(id, action, patch, reverts, reason, actor, via, state, progress, createdAt, cancelledAt,
				cancelledBy, cancelledVia, failures, skips, selection, dryRun, maxErrors, minItems, maxConcurrency,
				notBefore, onTooManyErrors, stoppedBy, writable);
	}

	private static BatchView view(Batch batch, String state, @Nullable List<Failures> failures,
			@Nullable BatchDryRun dryRun, @Nullable Boolean writable) {
		Rails rails = batch.rails();
		return new BatchView(batch.id(), batch.action(), batch.patch(), batch.reverts(), batch.reason(),
				batch.actor().name(), batch.actor().via(), state, batch.progress(), batch.createdAt(),
				batch.cancelledAt(), Actor.nameOf(batch.cancelledBy()), Actor.viaOf(batch.cancelledBy()), failures,
				null, null, dryRun, (rails.maxErrors() != null) ? rails.maxErrors().wireValue() : null,
				rails.minItems(), rails.maxConcurrency(), rails.notBefore(), rails.onTooManyErrors(), batch.stoppedBy(),
				writable);
	}

}
