package io.switchgear.batch;

import java.util.List;

import io.switchgear.batch.guard.Rails;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.security.Actor;
import org.jspecify.annotations.Nullable;

/**
 * A batch as a caller asks for it, its integrations named and checked.
 *
 * @param enabled whether they are switched on or off
 * @param selection how complete they are, if a selector named them
 */
public record BatchRequest(boolean enabled, @Nullable String reason, Actor actor, List<IntegrationRef> integrations,
		@Nullable Selection selection, Rails rails) {
}
