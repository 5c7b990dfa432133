package io.switchgear.outbound;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Which providers an operator has stopped all calls to. Asked before each attempt, so it
 * answers at once.
 */
public interface Holds {

	/** The hold on a provider; empty where calls may go out. */
	Optional<Hold> of(String provider);

	/**
	 * How long since then calls to a provider have been stopped. May ask the database.
	 */
	default Duration timeOnHold(String provider, Instant since) {
		return Duration.ZERO;
	}

	/**
	 * A hold in force.
	 *
	 * @param reason why, in the operator's words
	 * @param actor who placed it
	 * @param via the client that carried it, if it is another
	 * @param until when it ends by itself; null: when it is lifted
	 */
	record Hold(String reason, String actor, @Nullable String via, Instant since, @Nullable Instant until) {
	}

}
