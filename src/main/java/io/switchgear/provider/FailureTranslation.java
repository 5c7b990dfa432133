package io.switchgear.provider;

import java.time.Duration;

import io.switchgear.connector.ProviderConnector;
import io.switchgear.connector.ProviderError;
import io.switchgear.outbound.CallFailed;
import io.switchgear.outbound.CallFailure;
import io.switchgear.outbound.CallScope;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemCode;
import io.switchgear.problem.ProblemException;
import io.switchgear.problem.ProviderAnswer;
import org.jspecify.annotations.Nullable;

/** The one place that turns failed provider calls into problems. */
final class FailureTranslation {

	// Where a provider limits the rate without saying for how long.
	private static final Duration UNSPECIFIED_WAIT = Duration.ofSeconds(10);

	private static final Duration PAUSE_WHILE_BUSY = Duration.ofSeconds(1);

	private final String provider;

	private final ProviderConnector connector;

	FailureTranslation(String provider, ProviderConnector connector) {
		this.provider = provider;
		this.connector = connector;
	}

	Problem translate(CallFailed failed, CallScope scope) {
		return switch (failed.failure()) {
			case CallFailure.NotSent notSent -> notSent(notSent);
			case CallFailure.Unanswered unanswered ->
				problem(ProblemCode.PROVIDER_TIMEOUT, provider + " gave no whole answer in time" + doubt(failed));
			case CallFailure.Answered answered -> answered(answered, failed, scope);
		};
	}

	/** Does not name the cause, which quotes the body. */
	ProblemException undecodable() {
		return problem(ProblemCode.PROVIDER_INVALID_RESPONSE,
				provider + " reported success with a body that its API does not promise")
			.asException();
	}

	Problem problem(ProblemCode code, String detail) {
		return Problem.of(code, detail).withProvider(ProviderAnswer.none(provider));
	}

	/** There are more calls, or callers that wait, than the limits allow. */
	Problem busy(Duration pause) {
		return problem(ProblemCode.PROVIDER_BUSY, "Too many calls to " + provider + " at once").withRetryAfter(pause);
	}

	private Problem notSent(CallFailure.NotSent failure) {
		return switch (failure.reason()) {
			case UNREACHABLE -> problem(ProblemCode.PROVIDER_UNREACHABLE, provider + " cannot be reached");
			case CIRCUIT_OPEN -> problem(ProblemCode.PROVIDER_CIRCUIT_OPEN,
					"Too many recent calls to %s failed; calls are held back for now".formatted(provider))
				.withRetryAfter(failure.retryAfter());
			case BUSY -> busy(PAUSE_WHILE_BUSY);
			case ON_HOLD -> problem(ProblemCode.PROVIDER_ON_HOLD, provider + " was put on hold");
			case DEADLINE -> problem(ProblemCode.PROVIDER_TIMEOUT,
					"The deadline passed before %s could be called".formatted(provider));
		};
	}

	private static String doubt(CallFailed failed) {
		return failed.inDoubt() ? "; whether it acted is not known" : "";
	}

	private Problem answered(CallFailure.Answered failure, CallFailed failed, CallScope scope) {
		ProviderError error = connector.errorIn(failure.status(), failed.headers(), failure.body()).redacted(scope);
		ProblemCode code = connector.codeOf(failure.status(), error).orElseGet(() -> byStatus(failure));
		ProviderAnswer answer = new ProviderAnswer(provider, failure.status(), error.code(), error.message(),
				error.requestId());
		String detail = failure.success() ? " with a body that is too large or in an encoding that cannot be read"
				: doubt(failed);
		return Problem.of(code, "%s answered %d%s".formatted(provider, failure.status(), detail))
			.withProvider(answer)
			.withRetryAfter(waitAfter(code, failure));
	}

	private static @Nullable Duration waitAfter(ProblemCode code, CallFailure.Answered failure) {
		if (failure.retryAfter() == null && code == ProblemCode.PROVIDER_RATE_LIMITED) {
			return UNSPECIFIED_WAIT;
		}
		return code.retryable() ? failure.retryAfter() : null;
	}

	private static ProblemCode byStatus(CallFailure.Answered failure) {
		if (failure.serverError()) {
			return ProblemCode.PROVIDER_ERROR;
		}
		return switch (failure.status()) {
			case 401 -> ProblemCode.PROVIDER_AUTHENTICATION_FAILED;
			case 403 -> ProblemCode.PROVIDER_PERMISSION_DENIED;
			case 404, 410 -> ProblemCode.PROVIDER_INTEGRATION_NOT_FOUND;
			case 408, 425 -> ProblemCode.PROVIDER_ERROR;
			case 409 -> ProblemCode.PROVIDER_CONFLICT;
			case 429 -> ProblemCode.PROVIDER_RATE_LIMITED;
			default ->
				(failure.status() >= 400) ? ProblemCode.PROVIDER_REJECTED : ProblemCode.PROVIDER_INVALID_RESPONSE;
		};
	}

}
