package io.switchgear.summary;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.switchgear.batch.Batch;
import io.switchgear.outbound.Availability;
import io.switchgear.outbound.Holds;
import org.jspecify.annotations.Nullable;

/**
 * Counts of everything that a caller may read, as they were at a moment.
 *
 * @param batches those that have not ended, newest first
 */
public record Summary(Instant at, List<OfProvider> providers, List<Batch> batches) {

	/**
	 * The counts of a provider.
	 *
	 * @param enabled of integrations, by the state that was last requested: {@code true},
	 * {@code false} or {@code unknown}
	 * @param sync of integrations
	 * @param missing integrations that the provider no longer has
	 * @param open of changes that have not ended, by state
	 * @param hours in their order, the present one last
	 * @param codes of the problems that changes of those hours failed with, the most
	 * frequent ones first
	 */
	public record OfProvider(String name, Map<String, Long> enabled, Map<String, Long> sync, long missing,
			Map<String, Open> open, List<Hour> hours, List<Code> codes, Availability availability,
			Holds.@Nullable Hold hold) {
	}

	/**
	 * Changes that have not ended.
	 *
	 * @param since since when the oldest is due, or is being applied; null if none is due
	 */
	public record Open(long changes, @Nullable Instant since) {
	}

	/** The changes that ended in an hour. */
	public record Hour(Instant from, long succeeded, long failed, long cancelled) {
	}

	/** The changes that failed with a problem. */
	public record Code(String code, long changes) {
	}

}
