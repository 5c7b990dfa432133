package io.switchgear.integration;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import io.switchgear.connector.Desired;
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
 * @param settings what the provider last reported
 * @param askedSettings those that somebody asked for
 * @param credentials hints of what is stored or the provider has
 * @param lastChange id of the newest change that is about more than this gateway's own
 * data
 * @param inDoubt whether a write since the last observation may or may not have been done
 * @param missingSince when an import did not list it, or a second reading did not find
 * it; null if the provider has it, or has been heard of it since
 * @param version rises with every change of the row, and is never used twice for one id:
 * the row of an integration that was forgotten begins with a higher one, see
 * {@link IntegrationStore#hold}
 */
public record Integration(IntegrationRef ref, @Nullable String displayName, Map<String, String> labels,
		@Nullable Boolean enabled, @Nullable Observed observed, Sync sync, @Nullable String type,
		Map<String, Object> settings, Map<String, Object> askedSettings, Map<String, String> credentials,
		@Nullable UUID lastChange, boolean inDoubt, @Nullable Instant missingSince, long version, Instant createdAt,
		Instant updatedAt) {

	public static Integration firstSeen(IntegrationRef ref, Instant now) {
		return new Integration(ref, null, Map.of(), null, null, Sync.UNKNOWN, null, Map.of(), Map.of(), Map.of(), null,
				false, null, 0, now, now);
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
				type, settings, patch.editedAskedSettings(askedSettings), credentials, lastChange, inDoubt,
				missingSince, version, createdAt, updatedAt);
	}

	/**
	 * As the provider has it; what it does not say, but for settings, stays as it was.
	 */
	public Integration observed(ProviderState state, Instant at) {
		Boolean told = state.enabled();
		return new Integration(ref, displayName, labels, (enabled != null) ? enabled : told,
				(told != null) ? new Observed(told, at) : observed, sync, (state.type() != null) ? state.type() : type,
				state.settings(), askedSettings, state.credentials().isEmpty() ? credentials : state.credentials(),
				lastChange, inDoubt && told == null, null, version, createdAt, updatedAt)
			.settled();
	}

	/**
	 * As a list has it, or as it was read without anybody asking: what was asked for
	 * stays as it was, and so do settings that the list leaves out.
	 */
	Integration seen(ProviderState state, Instant at) {
		Integration seen = observed(state, at);
		Map<String, Object> merged = new LinkedHashMap<>(settings);
		merged.putAll(state.settings());
		return new Integration(ref, displayName, labels, enabled, seen.observed, sync, seen.type, merged, askedSettings,
				seen.credentials, lastChange, seen.inDoubt, null, version, createdAt, updatedAt)
			.settled();
	}

	/** Its provider does not have it any more. */
	Integration missing(Instant since) {
		return new Integration(ref, displayName, labels, enabled, observed, sync, type, settings, askedSettings,
				credentials, lastChange, inDoubt, since, version, createdAt, updatedAt);
	}

	/** Whether the provider says of it what is known. */
	boolean agreesWith(ProviderState state) {
		Boolean told = state.enabled();
		return (told == null || (observed != null && told.equals(observed.enabled()) && !inDoubt))
				&& (state.type() == null || state.type().equals(type))
				&& settings.entrySet().containsAll(state.settings().entrySet())
				&& (state.credentials().isEmpty() || state.credentials().equals(credentials)) && missingSince == null;
	}

	/**
	 * As it was before a change that failed, or whose attempt did.
	 * @param enabledBefore what had been asked for; null: nothing
	 * @param doubt whether the provider may have done it nevertheless
	 */
	public Integration reverted(@Nullable Boolean enabledBefore, boolean doubt) {
		Boolean seen = (observed != null) ? observed.enabled() : null;
		return new Integration(ref, displayName, labels, (enabledBefore != null) ? enabledBefore : seen, observed, sync,
				type, settings, askedSettings, credentials, lastChange, inDoubt || doubt, missingSince, version,
				createdAt, updatedAt)
			.settled();
	}

	/** It is not known whether its provider did what nobody accounts for. */
	public Integration doubted() {
		return new Integration(ref, displayName, labels, enabled, observed, sync, type, settings, askedSettings,
				credentials, lastChange, true, missingSince, version, createdAt, updatedAt)
			.settled();
	}

	/** Once no change is under way. */
	private Integration settled() {
		return withSync(settledSync());
	}

	private Integration withSync(Sync other) {
		return new Integration(ref, displayName, labels, enabled, observed, other, type, settings, askedSettings,
				credentials, lastChange, inDoubt, missingSince, version, createdAt, updatedAt);
	}

	public Integration nextVersion(Instant at) {
		return new Integration(ref, displayName, labels, enabled, observed, sync, type, settings, askedSettings,
				credentials, lastChange, inDoubt, missingSince, version + 1, createdAt, at);
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
		return enabled == null && observed == null && type == null && !inDoubt && displayName == null
				&& labels.isEmpty() && credentials.isEmpty();
	}

	/** Whether its provider last showed that, and nothing came since that is in doubt. */
	public boolean isLastSeenAs(Desired state) {
		boolean switched = state.enabled() == null || (observed != null && state.enabled() == observed.enabled());
		return !inDoubt && missingSince == null && switched
				&& settings.entrySet().containsAll(state.settings().entrySet());
	}

	/** Whether it is known to be as patched, and nothing is about to change that. */
	public boolean isKnownToBe(Patch patch) {
		Desired desired = patch.desired();
		Integration edited = edited(patch);
		boolean told = desired.isEmpty()
				|| (sync == Sync.IN_SYNC && (desired.enabled() == null || desired.enabled().equals(enabled))
						&& desired.settings()
							.entrySet()
							.stream()
							.allMatch((setting) -> Objects.equals(setting.getValue(), settings.get(setting.getKey()))));
		return told && Objects.equals(edited.displayName, displayName) && edited.labels.equals(labels);
	}

	/** What is stored: how it is apart from changes that are under way. */
	public Sync settledSync() {
		if (observed == null || inDoubt) {
			return Sync.UNKNOWN;
		}
		return differing().isEmpty() ? Sync.IN_SYNC : Sync.DRIFTED;
	}

	/**
	 * The members that somebody asked for and that the provider has otherwise, such as
	 * {@code enabled} or {@code settings.useProviderIdentity}. What nobody asked for is
	 * none of them, and neither is what the provider leaves out.
	 */
	List<String> differing() {
		List<String> differing = new ArrayList<>();
		if (enabled != null && observed != null && enabled != observed.enabled()) {
			differing.add("enabled");
		}
		askedSettings.forEach((name, asked) -> {
			Object has = settings.get(name);
			if (has != null && !has.equals(asked)) {
				differing.add("settings." + name);
			}
		});
		return differing;
	}

	/**
	 * What a change may alter, and what the provider said of it, for the history.
	 */
	public Map<String, @Nullable Object> snapshot() {
		Map<String, @Nullable Object> snapshot = new LinkedHashMap<>();
		snapshot.put("enabled", enabled);
		snapshot.put("observed", observed);
		snapshot.put("sync", settledSync().wireName());
		snapshot.put("displayName", displayName);
		snapshot.put("labels", labels);
		snapshot.put("settings", settings);
		snapshot.put("credentials", credentials);
		return snapshot;
	}

	/** The snapshot as it is stored: without members that are null or empty. */
	public static Map<String, Object> stored(Map<String, @Nullable Object> snapshot) {
		Map<String, Object> stored = new LinkedHashMap<>();
		snapshot.forEach((name, value) -> {
			if (value != null && !Map.of().equals(value)) {
				stored.put(name, value);
			}
		});
		return stored;
	}

	/** The snapshot that was {@link #stored}. */
	public static Map<String, @Nullable Object> snapshot(Map<String, @Nullable Object> stored) {
		Map<String, @Nullable Object> snapshot = new LinkedHashMap<>();
		List.of("enabled", "observed", "sync", "displayName").forEach((value) -> snapshot.put(value, null));
		List.of("labels", "settings", "credentials").forEach((object) -> snapshot.put(object, Map.of()));
		snapshot.putAll(stored);
		return snapshot;
	}

}
