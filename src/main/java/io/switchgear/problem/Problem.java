package io.switchgear.problem;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Something that went wrong, before it is tied to a request.
 *
 * @param detail for a person; carries no secret and no body of a provider
 * @param retryAfter how long to wait before a repeat can help, null where nothing is
 * known
 * @param etag what the thing that the request was about is at now
 */
public record Problem(ProblemCode code, String detail, List<InvalidField> errors, @Nullable Duration retryAfter,
		@Nullable String changeId, @Nullable ProviderAnswer provider, @Nullable String etag) {

	private static final Duration STORE_PAUSE = Duration.ofSeconds(2);

	private static final int MAX_ERRORS = 100;

	public static Problem of(ProblemCode code, String detail) {
		return new Problem(code, detail, List.of(), null, null, null, null);
	}

	/** The problem that a change ended with. */
	public static Problem of(ProblemBody body) {
		ProblemCode code = ProblemCode.of(body.code()).orElse(ProblemCode.GATEWAY_INTERNAL);
		Duration pause = (body.retryAfterSeconds() != null) ? Duration.ofSeconds(body.retryAfterSeconds()) : null;
		List<InvalidField> errors = (body.errors() != null) ? body.errors() : List.of();
		return new Problem(code, body.detail(), errors, pause, body.changeId(), body.provider(), null);
	}

	/** The gateway's database cannot be used; it is worth trying again soon. */
	public static Problem storeUnavailable(String detail) {
		return of(ProblemCode.GATEWAY_STORE_UNAVAILABLE, detail).withRetryAfter(STORE_PAUSE);
	}

	/** Lists the first hundred errors, and counts them all. */
	public static Problem invalid(List<InvalidField> errors) {
		String more = (errors.size() > 1) ? " (and %d more)".formatted(errors.size() - 1) : "";
		return of(ProblemCode.REQUEST_INVALID, errors.getFirst().described() + more)
			.withErrors(errors.subList(0, Math.min(errors.size(), MAX_ERRORS)));
	}

	/**
	 * One thing is wrong with a request.
	 * @param place a JSON Pointer into the body, or the name of a parameter
	 */
	public static Problem invalid(String place, String message) {
		return invalid(List.of(new InvalidField(place, message)));
	}

	public Problem withErrors(List<InvalidField> all) {
		return new Problem(code, detail, List.copyOf(all), retryAfter, changeId, provider, etag);
	}

	public Problem withRetryAfter(@Nullable Duration wait) {
		return new Problem(code, detail, errors, wait, changeId, provider, etag);
	}

	public Problem withChangeId(String id) {
		return new Problem(code, detail, errors, retryAfter, id, provider, etag);
	}

	public Problem withProvider(ProviderAnswer answer) {
		return new Problem(code, detail, errors, retryAfter, changeId, answer, etag);
	}

	public Problem withETag(String current) {
		return new Problem(code, detail, errors, retryAfter, changeId, provider, current);
	}

	public ProblemException asException() {
		return new ProblemException(this, null);
	}

	public ProblemException asException(Throwable cause) {
		return new ProblemException(this, cause);
	}

	/** The form that is written to a caller or kept with a change. */
	public ProblemBody body(@Nullable String instance, @Nullable String requestId) {
		Long seconds = (retryAfter != null) ? Math.max(1, retryAfter.plusMillis(999).toSeconds()) : null;
		return new ProblemBody(code.type(), code.title(), code.status(), detail, instance, code.code(), code.blame(),
				code.retryable(), seconds, requestId, changeId, errors.isEmpty() ? null : errors, provider);
	}

}
