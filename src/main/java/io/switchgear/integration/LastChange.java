package io.switchgear.integration;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

import io.switchgear.security.Actor;
import org.jspecify.annotations.Nullable;

/**
 * The last change that the provider was to be told of, in short. An action or a state
 * that a newer release wrote is {@code other}: lists go on beside it.
 *
 * @param actor who asked, and the client that carried it
 * @param at when
 */
public record LastChange(UUID id, String action, String state, @Nullable String reason, Actor actor, Instant at) {

	private static final Set<String> ACTIONS = Set.of("enable", "disable", "update", "forget");

	private static final Set<String> STATES = Set.of("pending", "applying", "succeeded", "failed", "cancelled");

	private static final String OTHER = "other";

	public LastChange {
		action = ACTIONS.contains(action) ? action : OTHER;
		state = STATES.contains(state) ? state : OTHER;
	}
}
