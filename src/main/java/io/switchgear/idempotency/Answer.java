package io.switchgear.idempotency;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;

/**
 * What a caller gets, and gets again for a repeat.
 *
 * @param headers what goes beyond those that every response has
 * @param body written as JSON; null for none
 */
public record Answer(int status, Map<String, String> headers, @Nullable Object body) {

	private static final String REPLAYED = "Idempotent-Replayed";

	public ResponseEntity<Object> response() {
		return builder().body(body);
	}

	/** The same, marked as given before. */
	public ResponseEntity<Object> replayed() {
		return builder().header(REPLAYED, "true").body(body);
	}

	private ResponseEntity.BodyBuilder builder() {
		ResponseEntity.BodyBuilder response = ResponseEntity.status(HttpStatusCode.valueOf(status));
		headers.forEach(response::header);
		return response;
	}

}
