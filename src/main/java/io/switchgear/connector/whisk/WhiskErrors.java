package io.switchgear.connector.whisk;

import java.util.Optional;

import io.switchgear.connector.ErrorBody;
import io.switchgear.connector.ProviderError;
import io.switchgear.problem.ProblemCode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads Whisk's error bodies: {@code error_code} with 400, {@code code} with 401, prose
 * with 500.
 */
final class WhiskErrors {

	private WhiskErrors() {
	}

	static ProviderError read(String body) {
		return ErrorBody.object(body).map(WhiskErrors::read).orElse(ProviderError.UNREADABLE);
	}

	/**
	 * A missing integration is documented under 400, and every {@code auth.} code is
	 * about our key.
	 */
	static Optional<ProblemCode> codeOf(ProviderError error) {
		return Optional.ofNullable(error.code()).map((code) -> {
			if (code.equals("general.notFound")) {
				return ProblemCode.PROVIDER_INTEGRATION_NOT_FOUND;
			}
			return code.startsWith("auth.") ? ProblemCode.PROVIDER_AUTHENTICATION_FAILED : null;
		});
	}

	private static ProviderError read(ObjectNode error) {
		return new ProviderError(ErrorBody.text(error, "error_code", "code"),
				ErrorBody.text(error, "message", "description"), null);
	}

}
