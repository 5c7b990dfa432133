package io.switchgear.integration;

import org.jspecify.annotations.Nullable;

/**
 * An integration with the last change that its provider was to be told of, null where
 * there is none.
 */
public record IntegrationDetails(Integration integration, @Nullable LastChange lastChange) {
}
