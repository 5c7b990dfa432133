package io.switchgear.change.store;

import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.switchgear.change.Change;
import io.switchgear.change.ChangeSource;
import io.switchgear.connector.Desired;
import io.switchgear.connector.ProviderState;
import io.switchgear.connector.Target;
import io.switchgear.integration.Integration;
import io.switchgear.integration.Patch;
import org.jspecify.annotations.Nullable;

/**
 * A change that is being applied, and all that is needed for it.
 *
 * @param integration as it is since the change began
 * @param lease the right to end the change
 * @param enabledBefore what was asked for before it
 * @param keyed whether an idempotency key may wait for the outcome
 * @param seen the integration as the provider had it just before the first write; null if
 * that is not known
 * @param expected what the provider has to show before anything is written; null:
 * anything
 */
public record Begun(Change change, Patch patch, Integration integration, UUID lease, Target target,
		@Nullable Boolean enabledBefore, boolean keyed, @Nullable ProviderState seen, @Nullable Expected expected) {

	private static final Set<String> SEEN = Set.of("observed", "sync", "settings", "credentials");

	public Begun(Change change, Patch patch, Integration integration, UUID lease, Target target,
			@Nullable Boolean enabledBefore, boolean keyed) {
		this(change, patch, integration, lease, target, enabledBefore, keyed, null, null);
	}

	/**
	 * With what this attempt read before its write. What was read after an earlier one is
	 * nothing that was there before the change.
	 */
	public Begun seeing(@Nullable ProviderState state) {
		return isFirst() ? new Begun(change, patch, integration, lease, target, enabledBefore, keyed, state, expected)
				: this;
	}

	/** Writes only if the provider shows what is expected. */
	public Begun expecting(@Nullable Expected state) {
		return new Begun(change, patch, integration, lease, target, enabledBefore, keyed, seen, state);
	}

	/** Whether nothing of it can have reached the provider before. */
	public boolean isFirst() {
		return change.attempts() == 0 && change.source() != ChangeSource.RECOVERY;
	}

	/** The members of {@link Change#before} as that shows them. */
	@Nullable Map<String, @Nullable Object> found() {
		if (seen == null) {
			return null;
		}
		Map<String, @Nullable Object> found = integration.reverted(enabledBefore, false)
			.observed(seen, integration.updatedAt())
			.snapshot();
		found.keySet().retainAll(SEEN);
		return found;
	}

	/**
	 * What the provider has to show before anything is written.
	 *
	 * @param mayBeDone whether it may show instead what the change asks for, since an
	 * earlier change may have done it
	 */
	public record Expected(Desired shown, boolean mayBeDone) {
	}

}
