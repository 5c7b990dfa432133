package io.switchgear.simulator;

import tools.jackson.databind.node.ObjectNode;

/**
 * Errors in the shape of RootFi's v3, as v2 publishes none; {@code unauthorized} and
 * {@code not-found} stand in.
 */
final class RootFiErrors {

	private RootFiErrors() {
	}

	static RequestRefused missing(String field) {
		return refused(400, error(field + " is required", "missing-params", field));
	}

	static RequestRefused invalid(String field, String rule) {
		return refused(400, error(field + " " + rule, "invalid-params", field));
	}

	static RequestRefused unauthorized() {
		return refused(401, error("The API key is missing or wrong", "unauthorized"));
	}

	static RequestRefused notFound() {
		return refused(404, error("There is no such integration", "not-found"));
	}

	private static ObjectNode error(String message, String code) {
		return Json.object().put("message", message).put("code", code);
	}

	private static ObjectNode error(String message, String code, String field) {
		return error(message, code).put("field", field);
	}

	private static RequestRefused refused(int status, ObjectNode error) {
		ObjectNode answer = Json.object();
		answer.set("error", error);
		return new RequestRefused(Json.reply(status, answer));
	}

}
