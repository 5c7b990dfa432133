package io.switchgear.summary.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.swagger.v3.oas.annotations.media.Schema;
import io.switchgear.batch.Batch;
import io.switchgear.batch.BatchAction;
import io.switchgear.batch.Progress;
import io.switchgear.outbound.Availability;
import io.switchgear.outbound.Holds;
import io.switchgear.summary.Summary;
import org.jspecify.annotations.Nullable;

/** A summary as callers see it. */
@Schema(name = "Summary")
record SummaryView(@Schema(description = "When it was counted") Instant at, List<ProviderSummary> providers,
		@Schema(description = "The newest 20 that have not ended") List<RunningBatch> runningBatches) {

	static SummaryView of(Summary summary) {
		return new SummaryView(summary.at(), summary.providers().stream().map(ProviderSummary::of).toList(),
				summary.batches().stream().map(RunningBatch::of).toList());
	}

	/** The counts of a provider. */
	@Schema(name = "ProviderSummary")
	record ProviderSummary(@Schema(example = "rootfi") String name, IntegrationSummary integrations,
			@Schema(description = "Changes that have not ended") OpenChanges openChanges,
			@Schema(description = "Changes that ended in the current hour and the 23 hours before") LastDay lastDay,
			@Schema(description = "The worst state on any replica", example = "closed") String circuitBreaker,
			@Schema(description = "When a replica last got a response") @Nullable Instant lastSuccess,
			@Nullable Instant lastFailure,
			@Schema(description = "Absent if the provider is not on hold") Holds.@Nullable Hold hold) {

		private static ProviderSummary of(Summary.OfProvider provider) {
			Availability availability = provider.availability();
			return new ProviderSummary(provider.name(), IntegrationSummary.of(provider),
					new OpenChanges(OpenCount.of(provider.open().get("pending")),
							OpenCount.of(provider.open().get("applying"))),
					LastDay.of(provider), availability.circuitBreaker(), availability.lastSuccess(),
					availability.lastFailure(), provider.hold());
		}

	}

	/** The integrations of a provider that are known here. */
	@Schema(name = "IntegrationSummary")
	record IntegrationSummary(long total, @Schema(description = "By the last requested state") EnabledCounts enabled,
			SyncCounts sync, @Schema(description = "The provider no longer has them") long missing) {

		private static IntegrationSummary of(Summary.OfProvider provider) {
			Map<String, Long> enabled = provider.enabled();
			Map<String, Long> sync = provider.sync();
			long total = enabled.values().stream().mapToLong(Long::longValue).sum();
			long known = count(sync, "in_sync") + count(sync, "pending") + count(sync, "drifted");
			return new IntegrationSummary(total,
					new EnabledCounts(count(enabled, "true"), count(enabled, "false"), count(enabled, "unknown")),
					new SyncCounts(count(sync, "in_sync"), count(sync, "pending"), count(sync, "drifted"),
							total - known),
					provider.missing());
		}

		private static long count(Map<String, Long> counts, String name) {
			return counts.getOrDefault(name, 0L);
		}

	}

	@Schema(name = "EnabledCounts")
	record EnabledCounts(long enabled, long disabled,
			@Schema(description = "Nobody has requested a state yet") long unknown) {
	}

	@Schema(name = "SyncCounts")
	record SyncCounts(long inSync, long pending, long drifted, long unknown) {
	}

	@Schema(name = "OpenChanges")
	record OpenChanges(OpenCount pending, OpenCount applying) {
	}

	/** Changes that have not ended. */
	@Schema(name = "OpenCount")
	record OpenCount(long changes, @Schema(
			description = "Since when the oldest is due, or is being applied. Absent if none is due") @Nullable Instant oldestSince) {

		private static OpenCount of(Summary.@Nullable Open open) {
			return (open != null) ? new OpenCount(open.changes(), open.since()) : new OpenCount(0, null);
		}

	}

	/** The changes that ended lately. */
	@Schema(name = "LastDay")
	record LastDay(long succeeded, long failed, long cancelled,
			@Schema(description = "24 hours in UTC, the current one last") List<Summary.Hour> hours,
			@Schema(description = "The five most frequent problems of failed changes") List<Summary.Code> codes) {

		private static LastDay of(Summary.OfProvider provider) {
			return new LastDay(provider.hours().stream().mapToLong(Summary.Hour::succeeded).sum(),
					provider.hours().stream().mapToLong(Summary.Hour::failed).sum(),
					provider.hours().stream().mapToLong(Summary.Hour::cancelled).sum(), provider.hours(),
					provider.codes());
		}

	}

	/** A batch that has not ended. */
	@Schema(name = "RunningBatch")
	record RunningBatch(UUID id, BatchAction action, @Schema(example = "incident 4711") @Nullable String reason,
			@Schema(example = "anna") String actor, @Schema(example = "admin-ui") @Nullable String via,
			Progress progress, Instant createdAt) {

		private static RunningBatch of(Batch batch) {
			return new RunningBatch(batch.id(), batch.action(), batch.reason(), batch.actor().name(),
					batch.actor().via(), batch.progress(), batch.createdAt());
		}

	}

}
