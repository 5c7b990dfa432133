package io.switchgear.change.store;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.switchgear.change.Change;
import io.switchgear.change.ChangeState;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one integration that wait or are being applied, and the rules of which
 * one stands back for which.
 *
 * @param changes in the order of their ids
 */
public record OpenChanges(List<Change> changes) {

	static final OpenChanges NONE = new OpenChanges(List.of());

	/**
	 * The oldest change that keeps one from being applied at once: it is being applied,
	 * or it is due and asks for more than the newer one does, and it is about the same
	 * members. The newer one would overtake it and then be undone by it.
	 */
	public Optional<Change> inTheWayOf(Map<String, @Nullable Object> requested, Instant now) {
		return changes.stream()
			.filter((open) -> open.state() == ChangeState.APPLYING
					|| (!open.due().isAfter(now) && !covers(requested, open.requested())))
			.filter((open) -> open.requested().keySet().stream().anyMatch(requested::containsKey))
			.findFirst();
	}

	/**
	 * The older ones that wait and ask for nothing that the newer one does not ask for.
	 */
	List<Change> supersededBy(Change newer) {
		return changes.stream()
			.filter((open) -> open.state() == ChangeState.PENDING && open.id().compareTo(newer.id()) < 0)
			.filter((open) -> isNotBefore(open, newer.notBefore()))
			.filter((open) -> covers(newer.requested(), open.requested()))
			.toList();
	}

	/** The oldest, if there is any. */
	public Optional<Change> oldest() {
		return changes.stream().min(Comparator.comparing(Change::id));
	}

	/** The one that is being applied, whatever it is about. */
	public Optional<Change> applying() {
		return changes.stream().filter((open) -> open.state() == ChangeState.APPLYING).findFirst();
	}

	private static boolean isNotBefore(Change open, @Nullable Instant moment) {
		return moment == null || (open.notBefore() != null && !open.notBefore().isBefore(moment));
	}

	/**
	 * Whether a change asks for all that an older one asks for: member by member, and if
	 * a member has members of its own, by those. A null takes all of them away.
	 */
	static boolean covers(Map<String, @Nullable Object> newer, Map<String, @Nullable Object> older) {
		return older.entrySet().stream().allMatch((asked) -> {
			if (!newer.containsKey(asked.getKey())) {
				return false;
			}
			Object now = newer.get(asked.getKey());
			if (asked.getValue() instanceof Map<?, ?> members) {
				return !(now instanceof Map<?, ?> covering) || covering.keySet().containsAll(members.keySet());
			}
			return !(now instanceof Map);
		});
	}

}
