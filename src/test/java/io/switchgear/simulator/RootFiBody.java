package io.switchgear.simulator;

import io.switchgear.simulator.RootFiIntegration.Settings;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request body with RootFi's rules: what is required, what may be null, and what an
 * absent field means.
 */
record RootFiBody(ObjectNode json) {

	static RootFiBody of(Received request) {
		return Json.parse(request.body())
			.map(RootFiBody::new)
			.orElseThrow(() -> RootFiErrors.invalid("body", "must be a JSON object"));
	}

	Settings update() {
		return new Settings(text("client_id"), text("client_secret"), disabled(), identity());
	}

	Settings creation() {
		return new Settings(text("client_id"), text("client_secret"), false, identity());
	}

	String text(String field) {
		JsonNode value = required(field);
		if (!value.isString()) {
			throw RootFiErrors.invalid(field, "must be a string");
		}
		return value.stringValue();
	}

	private boolean disabled() {
		JsonNode value = required("is_disabled");
		if (!value.isBoolean()) {
			throw RootFiErrors.invalid("is_disabled", "must be a boolean");
		}
		return value.booleanValue();
	}

	/** Null is a value of its own, while absence is the default. */
	private @Nullable Boolean identity() {
		JsonNode value = json.path("is_rootfi_identity");
		if (value.isMissingNode()) {
			return false;
		}
		if (value.isNull()) {
			return null;
		}
		if (!value.isBoolean()) {
			throw RootFiErrors.invalid("is_rootfi_identity", "must be a boolean or null");
		}
		return value.booleanValue();
	}

	private JsonNode required(String field) {
		JsonNode value = json.path(field);
		if (value.isMissingNode()) {
			throw RootFiErrors.missing(field);
		}
		return value;
	}

}
