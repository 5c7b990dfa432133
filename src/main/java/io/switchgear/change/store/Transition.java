package io.switchgear.change.store;

import java.util.Optional;

import io.switchgear.change.ChangeState;
import org.jspecify.annotations.Nullable;

/**
 * Every way that a change goes from one state to another. {@link Transitions} has a
 * method for each.
 */
enum Transition {

	/** A caller waits for it, and nothing is in its way. */
	BEGIN(null, ChangeState.APPLYING, "synchronous request"),
	/** It is to be applied in the background. */
	ADD(null, ChangeState.PENDING, "respond-async, notBefore, batch"),
	/** It is about the gateway's own data only. */
	EDIT(null, ChangeState.SUCCEEDED, "name and labels only, forget"),
	/** Its turn has come. */
	START(ChangeState.PENDING, ChangeState.APPLYING, "started"),
	/** It was withdrawn, or a newer one overrides it. */
	CANCEL(ChangeState.PENDING, ChangeState.CANCELLED, "cancelled, or replaced by a newer change"),
	/** Its time was up, or its batch was stopped, before it could be tried again. */
	GIVE_UP(ChangeState.PENDING, ChangeState.FAILED, "time is up, or the guard stopped its batch"),
	/** The provider confirmed it. */
	SUCCEED(ChangeState.APPLYING, ChangeState.SUCCEEDED, "provider confirmed"),
	/** It failed for good. */
	FAIL(ChangeState.APPLYING, ChangeState.FAILED, "final failure, or time is up"),
	/** It stands back for what others did since. */
	STAND_BACK(ChangeState.APPLYING, ChangeState.CANCELLED, "a revert finds that others changed it since"),
	/** Its attempt failed, and it is tried again later. */
	POSTPONE(ChangeState.APPLYING, ChangeState.PENDING, "retryable failure in the background"),
	/** Its replica died, and another one goes on with it. */
	TAKE_OVER(ChangeState.APPLYING, ChangeState.APPLYING, "lease expired, another replica");

	private final @Nullable ChangeState from;

	private final ChangeState to;

	private final String occasion;

	Transition(@Nullable ChangeState from, ChangeState to, String occasion) {
		this.from = from;
		this.to = to;
		this.occasion = occasion;
	}

	/** Empty if the change comes into being with it. */
	Optional<ChangeState> from() {
		return Optional.ofNullable(from);
	}

	ChangeState to() {
		return to;
	}

	/** When it is taken, for the diagram. */
	String occasion() {
		return occasion;
	}

}
