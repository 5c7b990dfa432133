package io.switchgear.batch.web;

import io.swagger.v3.oas.annotations.media.Schema;

import java.util.List;
import java.util.Map;

import io.switchgear.batch.BatchRequest;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.integration.Integration;
import io.switchgear.integration.Integrations;
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
		List<BatchDryRunItem> items = batch.integrations()
			.stream()
			.map((ref) -> caller.mayRead(ref.provider()) ? BatchDryRunItem.of(ref, known.get(ref), batch.enabled())
					: BatchDryRunItem.unreadable(ref))
			.toList();
		return new BatchDryRun((int) items.stream().filter((item) -> Boolean.TRUE.equals(item.wouldChange())).count(),
				items);
	}

	/** An integration that the batch is about. */
	@Schema(name = "BatchDryRunItem", description = "Only the id if the token may not read the integration")
	record BatchDryRunItem(@Schema(example = "rootfi/1234") String id,
			@Schema(example = "Zoho Books") @Nullable String displayName,
			@Schema(description = "Absent if it is not known") @Nullable Boolean enabled, @Nullable Sync sync,
			@Schema(description = "Absent if the gateway does not know the integration",
					example = "1763800000000123") @Nullable Long version,
			@Schema(description = "`false` if the provider has confirmed that state and no change is queued or running") @Nullable Boolean wouldChange) {

		private static BatchDryRunItem of(IntegrationRef ref, @Nullable Integration known, boolean enabled) {
			return (known == null) ? new BatchDryRunItem(ref.id(), null, null, Sync.UNKNOWN, null, true)
					: new BatchDryRunItem(ref.id(), known.displayName(), known.enabled(), known.sync(), known.version(),
							!known.isKnownToBe(enabled));
		}

		private static BatchDryRunItem unreadable(IntegrationRef ref) {
			return new BatchDryRunItem(ref.id(), null, null, null, null, null);
		}

	}

}
