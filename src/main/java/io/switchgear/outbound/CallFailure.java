package io.switchgear.outbound;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/** Why a call failed, told apart by what the provider may have done. */
public sealed interface CallFailure {

	/**
	 * Whether the provider may have acted, so that only an operation that says it is
	 * repeatable may be sent again.
	 */
	boolean mayHaveActed();

	/** Whether another attempt can end otherwise. */
	boolean transientFault();

	/** Low-cardinality name for metrics. */
	String kind();

	/** Nothing reached the provider. */
	record NotSent(Reason reason, @Nullable Duration retryAfter) implements CallFailure {

		/** What kept the request here. */
		public enum Reason {

			/** Name resolution, connection, proxy or TLS handshake failed. */
			UNREACHABLE,
			/** The circuit breaker is open. */
			CIRCUIT_OPEN,
			/** The concurrency limit is reached, and no slot was free in time. */
			BUSY,
			/** An operator stopped all calls. */
			ON_HOLD,
			/** The deadline had passed before the request could be sent. */
			DEADLINE

		}

		@Override
		public boolean mayHaveActed() {
			return false;
		}

		@Override
		public boolean transientFault() {
			return reason == Reason.UNREACHABLE;
		}

		@Override
		public String kind() {
			return switch (reason) {
				case UNREACHABLE -> "unreachable";
				case CIRCUIT_OPEN -> "circuit_open";
				case BUSY -> "busy";
				case ON_HOLD -> "on_hold";
				case DEADLINE -> "deadline";
			};
		}
	}

	/** The request may have arrived, but no whole answer came back. */
	record Unanswered() implements CallFailure {

		@Override
		public boolean mayHaveActed() {
			return true;
		}

		@Override
		public boolean transientFault() {
			return true;
		}

		@Override
		public String kind() {
			return "unanswered";
		}
	}

	/**
	 * The provider answered, but no success that can be read. A status of 2xx means a
	 * body beyond the size limit, or one in an encoding that is not known here.
	 *
	 * @param body at most what the size limit lets in
	 * @param retryAfter what the provider asked for, null where it did not or made no
	 * sense
	 */
	record Answered(int status, String body, @Nullable Duration retryAfter) implements CallFailure {

		/** Whether the provider says that it did it, in a way that cannot be read. */
		public boolean success() {
			return status >= 200 && status < 300;
		}

		public boolean throttled() {
			return status == 429;
		}

		public boolean serverError() {
			return status >= 500;
		}

		/** Whether the provider says that it did not do it. */
		boolean refused() {
			return status >= 300 && status < 500;
		}

		public boolean rejectsOurKey() {
			return status == 401 || status == 403;
		}

		@Override
		public boolean mayHaveActed() {
			return true;
		}

		@Override
		public boolean transientFault() {
			return status == 408 || status == 425 || throttled() || serverError();
		}

		@Override
		public String kind() {
			return "status_" + status;
		}

		@Override
		public String toString() {
			return "Answered[" + status + "]";
		}
	}

}
