package io.switchgear.change.store;

import java.util.UUID;

import io.switchgear.change.Change;
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
 */
public record Begun(Change change, Patch patch, Integration integration, UUID lease, Target target,
		@Nullable Boolean enabledBefore, boolean keyed) {
}
