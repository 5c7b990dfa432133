package io.switchgear.idempotency;

import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

import io.switchgear.credential.Secret;
import io.switchgear.problem.Problem;
import io.switchgear.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What makes a repeat known as one (IETF draft-ietf-httpapi-idempotency-key-header).
 *
 * @param caller keys of different callers have nothing to do with each other
 * @param value as the caller chose it
 * @param request all of it in one form; the same key with another one is refused. It may
 * hold credentials
 */
public record IdempotencyKey(String caller, String value, Secret request) {

	/** The header that carries it. */
	public static final String HEADER = "Idempotency-Key";

	private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,255}");

	/**
	 * Null if the request has none.
	 * @throws ProblemException with {@code request.invalid} if it has several, or one of
	 * another form
	 */
	public static @Nullable IdempotencyKey of(HttpServletRequest request, String caller, @Nullable JsonNode body) {
		List<String> values = Collections.list(request.getHeaders(HEADER));
		if (values.isEmpty()) {
			return null;
		}
		if (values.size() > 1 || !FORM.matcher(values.getFirst()).matches()) {
			throw Problem.invalid(HEADER, "must be one, of 1 to 255 visible ASCII characters").asException();
		}
		return new IdempotencyKey(caller, values.getFirst(), Secret.of(CanonicalRequest.of(request, body)));
	}

}
