package io.switchgear.batch;

import java.util.List;

import io.switchgear.batch.guard.Rails;
import io.switchgear.connector.IntegrationRef;
import io.switchgear.integration.Patch;
import io.switchgear.security.Actor;
import org.jspecify.annotations.Nullable;

/**
 * A batch as a caller asks for it, its integrations named and checked.
 *
 * @param patch what is asked for each of them; null if that differs
 * @param selection how complete they are, if a selector named them
 */
public record BatchRequest(@Nullable Patch patch, @Nullable String reason, Actor actor,
		List<IntegrationRef> integrations, @Nullable Selection selection, Rails rails) {
}
