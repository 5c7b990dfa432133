package io.switchgear.simulator;

import java.util.List;
import java.util.Set;
import java.util.UUID;

import io.switchgear.simulator.WhiskIntegrations.WhiskIntegration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The three integration endpoints of Whisk Studio. The codes under {@code error_code}
 * stand in for real ones, which Whisk does not publish.
 */
record WhiskApi(String apiKey, WhiskIntegrations integrations) implements ProviderApi {

	private static final String AFTER = "paging.after=";

	private static final Set<String> TYPES = Set.of("INTEGRATION_TYPE_CUSTOM", "INTEGRATION_TYPE_SALSIFY",
			"INTEGRATION_TYPE_SHOPIFY", "INTEGRATION_TYPE_WORDPRESS");

	@Override
	public Reply answer(Received request) {
		try {
			return switch (request.method() + " " + request.path()) {
				case "POST /integrations/v1/update/state" -> {
					authorize(request);
					yield updateState(body(request));
				}
				case "PUT /integrations/v1/add" -> {
					authorize(request);
					yield add(body(request));
				}
				case "GET /integrations/v1/get" -> {
					authorize(request);
					yield list(request.query());
				}
				default -> unknownRoute();
			};
		}
		catch (RequestRefused refused) {
			return refused.reply();
		}
	}

	@Override
	public void clear() {
		integrations.clear();
	}

	private void authorize(Received request) {
		String authorization = request.header("Authorization");
		if (authorization == null || authorization.isBlank()) {
			throw unauthorized("auth.tokenRequired");
		}
		if (!authorization.equals("Bearer " + apiKey)) {
			throw unauthorized("auth.tokenInvalid");
		}
	}

	private Reply updateState(ObjectNode body) {
		String id = text(body, "integration_id");
		boolean enabled = switch (text(body, "status")) {
			case "INTEGRATION_STATUS_ENABLED" -> true;
			case "INTEGRATION_STATUS_DISABLED" -> false;
			default -> throw badRequest("integration.statusUnknown", "status is not one of the known values");
		};
		if (!integrations.flip(id, enabled)) {
			return Json.reply(400,
					Json.object().put("code", "general.notFound").put("message", "There is no such integration"));
		}
		return Json.reply(200, Json.object());
	}

	private Reply add(ObjectNode body) {
		String type = text(body, "type");
		if (!TYPES.contains(type)) {
			throw badRequest("integration.typeUnknown", "type is not one of the known values");
		}
		ObjectNode answer = Json.object();
		answer.set("integration", json(integrations.add(UUID.randomUUID().toString(), type, true)));
		return Json.reply(200, answer);
	}

	/** One page, and where the next one begins, as sibling APIs of Whisk page. */
	private Reply list(String query) {
		List<WhiskIntegration> all = integrations.all();
		// A cursor of a scripted page leads to the first one
		int from = query.matches("paging\\.after=\\d+") ? Integer.parseInt(query.substring(AFTER.length())) : 0;
		int to = (int) Math.min(all.size(), (long) from + integrations.pageSize());
		ObjectNode answer = Json.object();
		ArrayNode items = answer.putArray("integrations");
		all.subList(from, to).forEach((integration) -> items.add(json(integration)));
		if (to < all.size()) {
			answer.putObject("paging").put("total", Integer.toString(all.size())).put("after", Integer.toString(to));
		}
		return Json.reply(200, answer);
	}

	/** Times are strings of epoch milliseconds, as are all 64-bit numbers of this API. */
	private static ObjectNode json(WhiskIntegration integration) {
		return Json.object()
			.put("id", integration.id())
			.put("type", integration.type())
			.put("status", integration.enabled() ? "INTEGRATION_STATUS_ENABLED" : "INTEGRATION_STATUS_DISABLED")
			.put("created_at", Long.toString(integration.createdAt().toEpochMilli()))
			.put("updated_at", Long.toString(integration.updatedAt().toEpochMilli()));
	}

	private static ObjectNode body(Received request) {
		return Json.parse(request.body())
			.orElseThrow(() -> badRequest("request.malformed", "The body is not a JSON object"));
	}

	private static String text(ObjectNode body, String field) {
		@Nullable String value = body.path(field).stringValue(null);
		if (value == null || value.isBlank()) {
			throw badRequest("request.fieldRequired", field + " is required");
		}
		return value;
	}

	private static RequestRefused badRequest(String code, String message) {
		return new RequestRefused(Json.reply(400, Json.object().put("error_code", code).put("message", message)));
	}

	private static RequestRefused unauthorized(String code) {
		return new RequestRefused(Json.reply(401, Json.object().put("code", code)));
	}

	private static Reply unknownRoute() {
		ObjectNode answer = Json.object().put("code", 5).put("message", "Not Found");
		answer.putArray("details");
		return Json.reply(404, answer);
	}

}
