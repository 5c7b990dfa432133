package io.switchgear.change;

import java.util.Set;
import java.util.UUID;

import io.switchgear.connector.IntegrationRef;
import org.jspecify.annotations.Nullable;

/**
 * Selects changes. What is null selects all.
 *
 * @param providers the only providers the caller may see, null: all
 */
public record ChangeFilter(@Nullable Set<String> providers, @Nullable String provider,
		@Nullable IntegrationRef integration, @Nullable ChangeState state, @Nullable ChangeAction action,
		@Nullable String actor, @Nullable UUID batch) {

	public static ChangeFilter of(IntegrationRef integration) {
		return new ChangeFilter(null, null, integration, null, null, null, null);
	}

}
