package io.switchgear.outbound;

import java.io.Serial;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * A provider call that failed for good, or (inside the stack) one attempt of it. Holds no
 * body in its message.
 */
public final class CallFailed extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	// It would show the layers only, and when a provider fails, many calls do.
	private static final boolean WITH_TRACE = false;

	private final transient CallFailure failure;

	private final boolean repeatable;

	private final boolean inDoubt;

	private final boolean fairTrial;

	private final transient HttpHeaders headers;

	CallFailed(CallFailure failure, Call call, @Nullable Throwable cause) {
		this(failure, call, cause, HttpHeaders.EMPTY);
	}

	CallFailed(CallFailure failure, Call call, @Nullable Throwable cause, HttpHeaders headers) {
		super(call.provider() + " " + call.operation() + ": " + failure.kind(), cause, true, WITH_TRACE);
		this.failure = failure;
		boolean leftAlone = failure instanceof CallFailure.Answered answered && answered.throttled()
				&& call.scope().inBackground();
		this.repeatable = failure.transientFault() && (call.repeatable() || !failure.mayHaveActed()) && !leftAlone;
		this.inDoubt = failure instanceof CallFailure.Unanswered && !call.reads();
		this.fairTrial = !leftAlone;
		this.headers = headers;
	}

	private CallFailed(CallFailed failed, boolean repeatable, boolean inDoubt, boolean fairTrial) {
		super(failed.getMessage(), failed.getCause(), true, WITH_TRACE);
		this.failure = failed.failure;
		this.repeatable = repeatable;
		this.inDoubt = inDoubt;
		this.fairTrial = fairTrial;
		this.headers = failed.headers;
	}

	static CallFailed deadlinePassed(Call call) {
		return new CallFailed(new CallFailure.NotSent(CallFailure.NotSent.Reason.DEADLINE, null), call, null);
	}

	public CallFailure failure() {
		return failure;
	}

	/**
	 * Whether the provider may have done what was asked and only its answer got lost, to
	 * this attempt or to an earlier one.
	 */
	public boolean inDoubt() {
		return inDoubt;
	}

	/** Of the answer; empty if there was none. */
	public HttpHeaders headers() {
		return headers;
	}

	/** Whether the request may be sent again at once. */
	boolean repeatable() {
		return repeatable;
	}

	CallFailed conclusive() {
		return new CallFailed(this, false, inDoubt, fairTrial);
	}

	/** The same, where an earlier attempt got no answer. */
	CallFailed afterDoubt() {
		return new CallFailed(this, repeatable, true, fairTrial);
	}

	/**
	 * Whether it may be held against the provider: it had the time to answer that it can
	 * expect, and did not only limit the rate of background work, which then pauses.
	 */
	boolean fairTrial() {
		return fairTrial;
	}

	CallFailed cutShort() {
		return new CallFailed(this, repeatable, inDoubt, false);
	}

}
