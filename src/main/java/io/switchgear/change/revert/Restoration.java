package io.switchgear.change.revert;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.switchgear.change.Change;
import io.switchgear.connector.Desired;
import io.switchgear.integration.Patch;
import io.switchgear.integration.Sync;
import io.switchgear.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what was there before a change that succeeded, member by member. Credentials
 * are left out: nobody knows the ones before.
 */
final class Restoration {

	private static final String ENABLED = "enabled";

	private static final String NAME = "displayName";

	private static final String SETTINGS = "settings";

	private final Change origin;

	private final Map<String, @Nullable Object> before;

	private final Map<String, @Nullable Object> after;

	private final Map<String, @Nullable Object> restored = new LinkedHashMap<>();

	private final Map<String, @Nullable Object> left = new LinkedHashMap<>();

	private boolean known = true;

	private Restoration(Change origin) {
		this.origin = origin;
		this.before = Objects.requireNonNullElse(origin.before(), Map.of());
		this.after = Objects.requireNonNullElse(origin.after(), Map.of());
	}

	static Reversal of(Change origin) {
		return new Restoration(origin).reversal();
	}

	private Reversal reversal() {
		origin.requested().forEach(this::restore);
		if (!known) {
			return new Reversal.Skipped(origin.integration(), ProblemCode.REVERT_UNKNOWN_BEFORE);
		}
		if (restored.isEmpty()) {
			return new Reversal.Skipped(origin.integration(), ProblemCode.REVERT_UNCHANGED);
		}
		Boolean switched = restored.containsKey(ENABLED) ? (Boolean) origin.requested().get(ENABLED) : null;
		return new Reversal.Restored(origin.integration(), Patch.of(restored, Map.of()),
				new Desired(switched, left, Map.of()), Objects.requireNonNullElse(origin.finishedAt(), origin.due()));
	}

	private void restore(String member, @Nullable Object requested) {
		switch (member) {
			case ENABLED -> {
				Boolean was = enabledBefore();
				known &= was != null;
				keep(member, was, requested);
			}
			case NAME -> keep(member, before.get(member), after.get(member));
			case "labels" -> keepWithin(member, requested);
			case SETTINGS -> {
				known &= before.get("observed") != null || !objectIn(before, SETTINGS).isEmpty();
				keepWithin(member, requested);
				objectIn(restored, SETTINGS).keySet()
					.forEach((name) -> left.put(name, objectIn(after, SETTINGS).get(name)));
				left.values().removeIf(Objects::isNull);
			}
			default -> {
			}
		}
	}

	private void keep(String member, @Nullable Object was, @Nullable Object is) {
		if (!Objects.equals(was, is)) {
			restored.put(member, was);
		}
	}

	/** Of the members of a member, only those that were asked for. */
	private void keepWithin(String member, @Nullable Object requested) {
		Map<String, @Nullable Object> were = objectIn(before, member);
		Map<String, @Nullable Object> are = objectIn(after, member);
		Set<?> named = (requested instanceof Map<?, ?> members) ? members.keySet() : were.keySet();
		Map<String, @Nullable Object> kept = new LinkedHashMap<>();
		for (Object name : named) {
			if (!Objects.equals(were.get(name), are.get(name))) {
				kept.put((String) name, were.get(name));
			}
		}
		if (!kept.isEmpty()) {
			restored.put(member, kept);
		}
	}

	/**
	 * What the provider had; if that was never seen, what had been asked for. In doubt,
	 * what it had was not known.
	 */
	private @Nullable Boolean enabledBefore() {
		if (before.get("observed") instanceof Map<?, ?> observed) {
			boolean doubtful = Sync.UNKNOWN.wireName().equals(before.get("sync"));
			return doubtful ? null : (Boolean) observed.get(ENABLED);
		}
		return origin.enabledBefore();
	}

	@SuppressWarnings("unchecked") // written by snapshots
	private static Map<String, @Nullable Object> objectIn(Map<String, @Nullable Object> snapshot, String member) {
		return (snapshot.get(member) instanceof Map<?, ?> object) ? (Map<String, @Nullable Object>) object
				: new LinkedHashMap<>();
	}

}
