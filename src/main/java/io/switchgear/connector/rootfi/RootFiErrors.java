package io.switchgear.connector.rootfi;

import io.switchgear.connector.ErrorBody;
import io.switchgear.connector.ProviderError;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads RootFi's error bodies: nested under {@code error} in versions 3 and 4, flat or
 * absent in version 2.
 */
final class RootFiErrors {

	private RootFiErrors() {
	}

	static ProviderError read(String body) {
		return ErrorBody.object(body).map(RootFiErrors::read).orElse(ProviderError.UNREADABLE);
	}

	private static ProviderError read(ObjectNode body) {
		JsonNode error = body.path("error").isObject() ? body.path("error") : body;
		String requestId = ErrorBody.text(error, "request_id");
		return new ProviderError(ErrorBody.text(error, "code", "error"), ErrorBody.text(error, "message"),
				(requestId != null) ? requestId : ErrorBody.text(body, "request_id"));
	}

}
