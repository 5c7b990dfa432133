package io.switchgear.batch.web;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.swagger.v3.oas.annotations.media.Schema;
import io.switchgear.batch.BatchRequest;
import io.switchgear.batch.revert.RevertPlan;
import io.switchgear.change.revert.Reversal;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.integration.Integration;
import io.switchgear.integration.Integrations;
import io.switchgear.integration.Patch;
import io.switchgear.integration.Sync;
import io.switchgear.security.Caller;
import org.jspecify.annotations.Nullable;

/** What a batch would change. */
@Schema(name = "BatchDryRun",
		description = "Only in the response to a dry run: what would be changed. Nothing was written.")
record BatchDryRun(
		@Schema(description = "How many of them would be changed, as far as the token may read them") int wouldChange,
		List<BatchDryRunItem> integrations) {

	/** Nothing is told of integrations that the caller may write to but not read. */
	static BatchDryRun of(BatchRequest batch, Integrations integrations, Caller caller) {
		Map<IntegrationRef, Integration> known = integrations.knownOf(batch.integrations());
		Patch patch = Objects.requireNonNull(batch.patch());
		return of(batch.integrations()
			.stream()
			.map((ref) -> caller.mayRead(ref.provider())
					? BatchDryRunItem.of(ref, known.get(ref)).changing(!isKnownToBe(known.get(ref), patch))
					: BatchDryRunItem.unreadable(ref))
			.toList());
	}

	/** The same of a revert, whose plan tells only what the caller may read. */
	static BatchDryRun of(RevertPlan plan, Integrations integrations) {
		Map<IntegrationRef, Integration> known = integrations
			.knownOf(plan.items().stream().map(Reversal::integration).toList());
		return of(plan.items().stream().map((item) -> of(plan, item, known)).toList());
	}

	private static BatchDryRunItem of(RevertPlan plan, Reversal item, Map<IntegrationRef, Integration> known) {
		BatchDryRunItem shown = BatchDryRunItem.of(item.integration(), known.get(item.integration()));
		return switch (item) {
			case Reversal.Skipped skipped -> shown.skipping(skipped.code().code());
			case Reversal.Restored restored ->
				plan.unseen().contains(item.integration()) ? shown.changing(true).untold() : shown.changing(true);
		};
	}

	private static BatchDryRun of(List<BatchDryRunItem> items) {
		return new BatchDryRun((int) items.stream().filter((item) -> Boolean.TRUE.equals(item.wouldChange())).count(),
				items);
	}

	private static boolean isKnownToBe(@Nullable Integration known, Patch patch) {
		return known != null && known.isKnownToBe(patch);
	}

	/** An integration that the batch is about. */
	@Schema(name = "BatchDryRunItem", description = "Only the id if the token may not read the integration")
	record BatchDryRunItem(@Schema(example = "rootfi/1234") String id,
			@Schema(example = "Zoho Books") @Nullable String displayName,
			@Schema(description = "Absent if it is not known") @Nullable Boolean enabled, @Nullable Sync sync,
			@Schema(description = "Absent if the gateway does not know the integration",
					example = "1763800000000123") @Nullable Long version,
			@Schema(description = "`false` if the provider has confirmed that state and no change is queued or running, or if a revert would skip it") @Nullable Boolean wouldChange,
			@Schema(description = "Only of a revert: why it would not be restored",
					example = "revert.changed-since") @Nullable String skipped,
			@Schema(description = "Only of a revert: `true` if the provider could not be read in time. It is read before the item is restored") @Nullable Boolean unchecked) {

		private static BatchDryRunItem of(IntegrationRef ref, @Nullable Integration known) {
			return (known == null) ? new BatchDryRunItem(ref.id(), null, null, Sync.UNKNOWN, null, null, null, null)
					: new BatchDryRunItem(ref.id(), known.displayName(), known.enabled(), known.sync(), known.version(),
							null, null, null);
		}

		private static BatchDryRunItem unreadable(IntegrationRef ref) {
			return new BatchDryRunItem(ref.id(), null, null, null, null, null, null, null);
		}

		private BatchDryRunItem changing(boolean changes) {
			return new BatchDryRunItem(id, displayName, enabled, sync, version, changes, skipped, unchecked);
		}

		private BatchDryRunItem skipping(String code) {
			return new BatchDryRunItem(id, displayName, enabled, sync, version, false, code, unchecked);
		}

		private BatchDryRunItem untold() {
			return new BatchDryRunItem(id, displayName, enabled, sync, version, wouldChange, skipped, true);
		}
	}

}
