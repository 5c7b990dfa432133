package io.switchgear.outbound;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/** How a simulated provider treats one request. */
sealed interface Reply {

	/** An answer without a body. */
	record Answer(Duration after, int status, @Nullable Duration retryAfter) implements Reply {
	}

	/** The request is acted upon, then the connection breaks. */
	record Reset(Duration after) implements Reply {
	}

	/** The request is read, and that is all. */
	record Silence() implements Reply {
	}

	static Reply ok(Duration after) {
		return new Answer(after, 200, null);
	}

}
