package io.switchgear.connector.http.descriptor;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * How an answer says whether an integration is on.
 *
 * @param at null if being listed is the state
 */
public record States(@Nullable JsonPointer at, Words enabled, Words disabled) {

	private static final String AT = "/state";

	static States of(Descriptor.State state) {
		States states = new States((state.at() != null) ? Pointers.of(state.at(), AT + "/at") : null,
				Words.of(state.enabled(), AT + "/enabled"), Words.of(state.disabled(), AT + "/disabled"));
		if (states.enabled.overlaps(states.disabled)) {
			throw new Fault(AT, "has a word that means both enabled and disabled");
		}
		return states;
	}

	/** Null for a word that is unknown; it never means off. */
	@Nullable Boolean of(JsonNode integration) {
		JsonNode word = (at != null) ? integration.at(at) : integration;
		if (enabled.match(word)) {
			return true;
		}
		return disabled.match(word) ? false : null;
	}

	JsonNode word(boolean on) {
		return on ? enabled.first() : disabled.first();
	}

}
