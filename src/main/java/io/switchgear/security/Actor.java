package io.switchgear.security;

import org.jspecify.annotations.Nullable;

/**
 * Who decided something, and which client carried the decision here.
 *
 * @param name the person or the service that decided
 * @param via the client that carried it; null if that is the one who decided
 */
public record Actor(String name, @Nullable String via) {

	public Actor {
		via = name.equals(via) ? null : via;
	}

	/** One who came in person. */
	public static Actor named(String name) {
		return new Actor(name, null);
	}

	/** As columns have it: null if nobody did it. */
	public static @Nullable Actor of(@Nullable String name, @Nullable String via) {
		return (name != null) ? new Actor(name, via) : null;
	}

	public static @Nullable String nameOf(@Nullable Actor actor) {
		return (actor != null) ? actor.name : null;
	}

	public static @Nullable String viaOf(@Nullable Actor actor) {
		return (actor != null) ? actor.via : null;
	}

}
