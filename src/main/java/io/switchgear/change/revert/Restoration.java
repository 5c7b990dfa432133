package io.switchgear.change.revert;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.switchgear.change.Change;
import io.switchgear.change.store.Origins.Origin;
import io.switchgear.connector.Desired;
import io.switchgear.integration.Patch;
import io.switchgear.integration.Sync;
import io.switchgear.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what was there before a change that succeeded, member by member. What it
 * found as it left it may be the work of an earlier change of the batch, which seemed to
 * have failed; then what was there before that one counts. Credentials are left out:
 * nobody knows the ones before.
 */
final class Restoration {

	private static final String ENABLED = "enabled";

	private static final String OBSERVED = "observed";

	private static final String NAME = "displayName";

	private static final String SETTINGS = "settings";

	private final Change origin;

	private final Map<String, @Nullable Object> before;

	/** Before the earlier change; null if there is none. */
	private final @Nullable Map<String, @Nullable Object> earlier;

	private final Map<String, @Nullable Object> after;

	private final Map<String, @Nullable Object> restored = new LinkedHashMap<>();

	private final Map<String, @Nullable Object> left = new LinkedHashMap<>();

	private boolean known = true;

	private Restoration(Origin origin) {
		this.origin = origin.change();
		this.before = Objects.requireNonNullElse(this.origin.before(), Map.of());
		this.earlier = origin.triedBefore();
		this.after = Objects.requireNonNullElse(this.origin.after(), Map.of());
	}

	static Reversal of(Origin origin) {
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
				Boolean was = enabledBefore(requested);
				known &= was != null;
				keep(member, was, requested);
			}
			case NAME -> keep(member, before.get(member), after.get(member));
			case "labels" -> keepWithin(member, requested, null);
			case SETTINGS -> {
				known &= hasSettings(before) && (earlier == null || hasSettings(earlier));
				keepWithin(member, requested, earlier);
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

	/**
	 * Of the members of a member, only those that were asked for.
	 * @param earlier has those that the change found as it left them; null: it alone
	 * counts
	 */
	private void keepWithin(String member, @Nullable Object requested,
			@Nullable Map<String, @Nullable Object> earlier) {
		Map<String, @Nullable Object> were = objectIn(before, member);
		Map<String, @Nullable Object> are = objectIn(after, member);
		Set<?> named = (requested instanceof Map<?, ?> members) ? members.keySet() : were.keySet();
		Map<String, @Nullable Object> kept = new LinkedHashMap<>();
		for (Object name : named) {
			Object was = were.get(name);
			if (earlier != null && Objects.equals(was, are.get(name))) {
				was = objectIn(earlier, member).get(name);
			}
			if (!Objects.equals(was, are.get(name))) {
				kept.put((String) name, was);
			}
		}
		if (!kept.isEmpty()) {
			restored.put(member, kept);
		}
	}

	private static boolean hasSettings(Map<String, @Nullable Object> snapshot) {
		return snapshot.get(OBSERVED) != null || !objectIn(snapshot, SETTINGS).isEmpty();
	}

	private @Nullable Boolean enabledBefore(@Nullable Object requested) {
		Boolean was = enabledIn(before);
		boolean alreadySo = was == null || was.equals(requested);
		return (earlier != null && alreadySo) ? enabledIn(earlier) : was;
	}

	/**
	 * What the provider had; if that was never seen, what had been asked for. In doubt,
	 * what it had was not known.
	 */
	private static @Nullable Boolean enabledIn(Map<String, @Nullable Object> snapshot) {
		if (snapshot.get(OBSERVED) instanceof Map<?, ?> observed) {
			boolean doubtful = Sync.UNKNOWN.wireName().equals(snapshot.get("sync"));
			return doubtful ? null : (Boolean) observed.get(ENABLED);
		}
		return (Boolean) snapshot.get(ENABLED);
	}

	@SuppressWarnings("unchecked") // written by snapshots
	private static Map<String, @Nullable Object> objectIn(Map<String, @Nullable Object> snapshot, String member) {
		return (snapshot.get(member) instanceof Map<?, ?> object) ? (Map<String, @Nullable Object>) object
				: new LinkedHashMap<>();
	}

}
