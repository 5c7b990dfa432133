package io.switchgear.simulator;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

import tools.jackson.databind.node.ObjectNode;

/** The integration endpoints of RootFi's API v2. */
record RootFiApi(String apiKey, RootFiIntegrations integrations, AtomicBoolean masking,
		Clock clock) implements ProviderApi {

	private static final String COLLECTION = "/integrations";

	private static final Pattern PLAIN_INTEGER = Pattern.compile("\\d{1,18}");

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX")
		.withZone(ZoneOffset.UTC);

	@Override
	public Reply answer(Received request) {
		try {
			return switch (request.method() + " " + route(request.path())) {
				case "GET /integrations/{id}" -> get(authorized(request));
				case "PUT /integrations/{id}" -> update(authorized(request));
				case "POST /integrations" -> create(authorized(request));
				default -> new Reply(404, "text/plain", "Not Found");
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

	private static String route(String path) {
		return path.matches(COLLECTION + "/[^/]+") ? COLLECTION + "/{id}" : path;
	}

	private Received authorized(Received request) {
		if (!apiKey.equals(request.header("api_key"))) {
			throw RootFiErrors.unauthorized();
		}
		return request;
	}

	private Reply get(Received request) {
		RootFiIntegration found = integrations.find(id(request)).orElseThrow(RootFiErrors::notFound);
		return envelope(request, found, masking.get());
	}

	private Reply update(Received request) {
		RootFiIntegration updated = integrations.update(id(request), RootFiBody.of(request).update())
			.orElseThrow(RootFiErrors::notFound);
		return envelope(request, updated, masking.get());
	}

	private Reply create(Received request) {
		RootFiBody body = RootFiBody.of(request);
		return envelope(request, integrations.add(body.text("integration_type"), body.creation()), false);
	}

	private static long id(Received request) {
		String id = request.path().substring(COLLECTION.length() + 1);
		if (!PLAIN_INTEGER.matcher(id).matches()) {
			throw RootFiErrors.invalid("integration_id", "must be an integer");
		}
		return Long.parseLong(id);
	}

	private Reply envelope(Received request, RootFiIntegration integration, boolean masked) {
		ObjectNode answer = Json.object();
		answer.set("data", data(integration, masked));
		answer.put("request_timestamp", time(request.at()))
			.put("response_timestamp", time(clock.instant()))
			.put("request_id", UUID.randomUUID().toString());
		return Json.reply(200, answer);
	}

	private static ObjectNode data(RootFiIntegration integration, boolean masked) {
		String secret = integration.clientSecret();
		ObjectNode data = Json.object()
			.put("integration_type", integration.type())
			.put("rootfi_id", integration.id())
			.put("rootfi_created_at", time(integration.createdAt()))
			.put("rootfi_updated_at", time(integration.updatedAt()))
			.put("client_id", integration.clientId())
			.put("client_secret", masked ? masked(secret) : secret)
			.put("is_disabled", integration.disabled());
		data.putObject("metadata");
		return data.put("is_rootfi_identity", integration.identity());
	}

	private static String masked(String secret) {
		return "****" + secret.substring(Math.max(0, secret.length() - 4));
	}

	private static String time(Instant instant) {
		return TIME.format(instant);
	}

}
