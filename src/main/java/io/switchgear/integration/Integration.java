package io.switchgear.integration;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import io.switchgear.connector.IntegrationRef;
import io.switchgear.connector.ProviderState;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * An integration as the gateway knows it. Holds no secret.
 *
 * @param enabled what was last asked for; null until someone asked or it was read
 * @param observed null until the provider said or confirmed anything
 * @param type the provider's own name for the kind of integration
 * @param credentials hints of what is stored or the provider has
 * @param lastChange id of the newest change that is about more than this gateway's own
 * data
 * @param inDoubt whether a write since the last observation may or may not have been done
 * @param version rises with every change of the row, and is never used twice for one id:
 * the row of an integration that was forgotten begins with a higher one, see
 * {@link IntegrationStore#insertIfAbsent}
 */
public record Integration(IntegrationRef ref, @Nullable String displayName, Map<String, String> labels,
		@Nullable Boolean enabled, @Nullable Observed observed, Sync sync, @Nullable String type,
		Map<String, Object> settings, Map<String, String> credentials, @Nullable UUID lastChange, boolean inDoubt,
		long version, Instant createdAt, Instant updatedAt) {

	public static Integration firstSeen(IntegrationRef ref, Instant now) {
		return new Integration(ref, null, Map.of(), null, null, Sync.UNKNOWN, null, Map.of(), Map.of(), null, false, 0,
				now, now);
	}

	/** The version as what stands between the quotes of an {@code ETag}. */
	String etag() {
		return String.valueOf(version);
	}

	/**
	 * Refuses a patch that leaves it with too many labels.
	 * @throws ProblemException with {@code request.invalid}
	 */
	public void requireRoomFor(Patch patch) {
		int left = patch.editedLabels(labels).size();
		if (left > Patch.MAX_LABELS && left > labels.size()) {
			throw Problem.invalid("/labels", "must be at most %d with those that it has".formatted(Patch.MAX_LABELS))
				.asException();
		}
	}

	/** With the gateway's own data altered. */
	public Integration edited(Patch patch) {
		return new Integration(ref, patch.editedName(displayName), patch.editedLabels(labels), enabled, observed, sync,
				type, settings, credentials, lastChange, inDoubt, version, createdAt, updatedAt);
	}

	/**
	 * As the provider has it; what it does not say, but for settings, stays as it was.
	 */
	public Integration observed(ProviderState state, Instant at) {
		Boolean told = state.enabled();
		return new Integration(ref, displayName, labels, (enabled != null) ? enabled : told,
				(told != null) ? new Observed(told, at) : observed, sync, (state.type() != null) ? state.type() : type,
				state.settings(), state.credentials().isEmpty() ? credentials : state.credentials(), lastChange,
				inDoubt && told == null, version, createdAt, updatedAt)
			.settled();
	}

	/**
	 * As it was before a change that failed, or whose attempt did.
	 * @param enabledBefore what had been asked for; null: nothing
	 * @param doubt whether the provider may have done it nevertheless
	 */
	public Integration reverted(@Nullable Boolean enabledBefore, boolean doubt) {
		Boolean seen = (observed != null) ? observed.enabled() : null;
		return new Integration(ref, displayName, labels, (enabledBefore != null) ? enabledBefore : seen, observed, sync,
				type, settings, credentials, lastChange, inDoubt || doubt, version, createdAt, updatedAt)
			.settled();
	}

	/** It is not known whether its provider did what nobody accounts for. */
	public Integration doubted() {
		return new Integration(ref, displayName, labels, enabled, observed, sync, type, settings, credentials,
				lastChange, true, version, createdAt, updatedAt)
			.settled();
	}

	/** Once no change is under way. */
	private Integration settled() {
		return withSync(settledSync());
	}

	private Integration withSync(Sync other) {
		return new Integration(ref, displayName, labels, enabled, observed, other, type, settings, credentials,
				lastChange, inDoubt, version, createdAt, updatedAt);
	}

	public Integration nextVersion(Instant at) {
		return new Integration(ref, displayName, labels, enabled, observed, sync, type, settings, credentials,
				lastChange, inDoubt, version + 1, createdAt, at);
	}

	/**
	 * The time, but always later than what was written to the row before, so that the
	 * changes of an integration have their ids in their order whatever the clocks of the
	 * replicas say.
	 */
	public Instant timeOfNext(Instant now) {
		Instant next = isNew() ? updatedAt : updatedAt.plusMillis(1);
		return now.isBefore(next) ? next : now;
	}

	/** Whether nothing was written to its row since it was named. */
	private boolean isNew() {
		return lastChange == null && updatedAt.equals(createdAt);
	}

	/** Whether nothing is known of it but that somebody named it. */
	public boolean isBlank() {
		return enabled == null && observed == null && !inDoubt && displayName == null && labels.isEmpty()
				&& credentials.isEmpty();
	}

	/** What is stored: how it is apart from changes that are under way. */
	public Sync settledSync() {
		if (enabled == null || observed == null || inDoubt) {
			return Sync.UNKNOWN;
		}
		return enabled.equals(observed.enabled()) ? Sync.IN_SYNC : Sync.DRIFTED;
	}

	/** What a change may alter, for its history. */
	public Map<String, @Nullable Object> snapshot() {
		Map<String, @Nullable Object> snapshot = new LinkedHashMap<>();
		snapshot.put("enabled", enabled);
		snapshot.put("displayName", displayName);
		snapshot.put("labels", labels);
		snapshot.put("settings", settings);
		snapshot.put("credentials", credentials);
		return snapshot;
	}

}
