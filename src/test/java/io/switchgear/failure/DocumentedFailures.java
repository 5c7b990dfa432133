package io.switchgear.failure;

import java.util.List;
import java.util.stream.Stream;

/** The errors that the providers document, in every shape they are known to write. */
final class DocumentedFailures {

	private static final String PROSE = "This is unexpected response, something is wrong on our side";

	private DocumentedFailures() {
	}

	static List<Failure> of(Exchange exchange) {
		return switch (exchange) {
			case WHISK_READ -> whisk();
			case WHISK_WRITE -> with(whisk(), Failure.json(200, "{\"error_code\": \"x\", \"message\": \"y\"}"),
					Failure.json(200, "{\"code\": \"auth.tokenInvalid\"}"));
			case ROOTFI_READ -> rootFi();
			case ROOTFI_WRITE -> with(rootFi(), Failure.json(200, "{\"data\": {\"is_disabled\": false}}"),
					Failure.json(200, "{\"data\": {}}"));
		};
	}

	private static List<Failure> whisk() {
		return List.of(
				Failure.json(400, "{\"error_code\": \"REAL_CODES_ARE_IN_ENDPOINT_DESCRIPTION\", \"message\": \"y\"}"),
				Failure.json(400, "{\"code\": \"general.badRequest\", \"message\": \"y\"}"),
				Failure.json(400, "{\"code\": \"general.notFound\"}"),
				Failure.json(401, "{\"code\": \"auth.tokenNotFound\"}"),
				Failure.json(401, "{\"code\": \"auth.tokenExpired\"}"),
				Failure.json(401, "{\"code\": \"auth.tokenInvalid\"}"),
				Failure.json(401, "{\"code\": \"auth.tokenRequired\"}"),
				Failure.json(401, "{\"code\": \"oauth.unauthorized\"}"),
				Failure.json(401, "{\"code\": \"user.tokenExpired\", \"description\": \"y\"}"),
				Failure.json(403, "{\"code\": \"authorization.scopeRequired\"}"),
				Failure.json(404, "{\"code\": 5, \"message\": \"Not Found\", \"details\": []}"),
				Failure.text("500, Whisk's own sentence", 500, "text/plain", PROSE));
	}

	private static List<Failure> rootFi() {
		return List.of(
				Failure.json(400, "{\"error\": {\"message\": \"y\", \"code\": \"missing-params\", \"field\": \"z\"}}"),
				Failure.json(400, "{\"error\": {\"message\": \"y\", \"code\": \"invalid-params\", \"field\": \"z\"}}"),
				Failure.json(401, "{\"error\": {\"message\": \"y\", \"code\": \"x\"}}"),
				Failure.json(403, "{\"error\": {\"message\": \"y\", \"code\": \"operation-denied\"}}"),
				Failure.json(403, "{\"error\": {\"message\": \"y\", \"code\": \"platform-denied\"}}"),
				Failure.json(404, "{\"error\": {\"message\": \"y\", \"code\": \"x\"}}"),
				Failure.json(409, "{\"error\": {\"status_code\": 409, \"message\": \"y\", \"request_id\": \"r\"}}"),
				Failure.json(422, "{\"error\": {\"message\": \"y\", \"code\": \"record-already-exists\"}}"),
				Failure.json(400, "{\"statusCode\": 400, \"message\": \"y\", \"error\": \"Bad Request\"}"),
				Failure.json(400, "{\"message\": \"y\"}"), Failure.json(400, "{\"data\": null, \"request_id\": \"r\"}"),
				Failure.json(500, "{\"error\": {\"message\": \"y\", \"code\": \"unknown-error\"}}"),
				Failure.json(200, "{\"data\": null}"),
				Failure.json(200, "{\"error\": {\"message\": \"y\", \"code\": \"operation-denied\"}}"));
	}

	private static List<Failure> with(List<Failure> failures, Failure... more) {
		return Stream.concat(failures.stream(), Stream.of(more)).toList();
	}

}
