package io.switchgear.integration;

import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Selects integrations. What is null or empty selects all.
 *
 * @param providers the only providers the caller may see, null: all
 * @param missing whether the provider no longer has it
 * @param text part of the name, the external id or the type, whatever the case
 */
public record IntegrationFilter(@Nullable Set<String> providers, @Nullable String provider, @Nullable Boolean enabled,
		@Nullable Sync sync, @Nullable Boolean missing, Map<String, String> labels, @Nullable String text) {
}
