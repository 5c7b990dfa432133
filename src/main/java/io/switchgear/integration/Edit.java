package io.switchgear.integration;

import org.jspecify.annotations.Nullable;

/**
 * A member that a merge patch names (RFC 7396). A null {@code Edit} stands for a member
 * that it leaves alone.
 *
 * @param value null removes
 */
public record Edit<T>(@Nullable T value) {
}
