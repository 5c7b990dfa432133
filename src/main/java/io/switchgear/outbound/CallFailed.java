package io.switchgear.outbound;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * A provider call that failed for good, or (inside the stack) one attempt of it. Holds no
 * body in its message.
 */
public final class CallFailed extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final transient CallFailure failure;

	private final boolean repeatable;

	CallFailed(CallFailure failure, Call call, @Nullable Throwable cause) {
		this(failure, failure.transientFault() && (call.repeatable() || !failure.mayHaveActed()),
				call.provider() + " " + call.operation() + ": " + failure.kind(), cause);
	}

	private CallFailed(CallFailure failure, boolean repeatable, @Nullable String message, @Nullable Throwable cause) {
		super(message, cause);
		this.failure = failure;
		this.repeatable = repeatable;
	}

	public CallFailure failure() {
		return failure;
	}

	/** Whether the request may be sent again at once. */
	boolean repeatable() {
		return repeatable;
	}

	CallFailed conclusive() {
		return new CallFailed(failure, false, getMessage(), getCause());
	}

}
