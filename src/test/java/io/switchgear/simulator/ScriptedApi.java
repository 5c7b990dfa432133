package io.switchgear.simulator;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import io.switchgear.simulator.Script.Route;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Answers as a script says; takes no body that differs from the documented one. */
record ScriptedApi(Script script, AtomicReference<@Nullable ObjectNode> kept) implements ProviderApi {

	private static final JsonMapper JSON = JsonMapper.shared();

	@Override
	public synchronized Reply answer(Received request) {
		String line = request.method() + " " + request.path()
				+ (request.query().isEmpty() ? "" : "?" + request.query());
		List<Route> routes = script.routes().stream().filter((route) -> route.request().equals(line)).toList();
		boolean open = routes.stream().anyMatch((route) -> Boolean.TRUE.equals(route.open()));
		if (!open && !authorized(request)) {
			return reply(401, script.unauthorized());
		}
		if (routes.isEmpty() || (!open && kept.get() == null)) {
			return reply(404, script.unknown());
		}
		return routes.stream()
			.filter((route) -> takes(route.takes(), request))
			.findFirst()
			.map(this::done)
			.orElseGet(() -> new Reply(400, "text/plain", "The body is not as documented"));
	}

	private boolean authorized(Received request) {
		return script.headers()
			.entrySet()
			.stream()
			.allMatch((header) -> header.getValue().equals(request.header(header.getKey())));
	}

	private static boolean takes(@Nullable JsonNode documented, Received request) {
		if (documented == null) {
			return request.body().isEmpty();
		}
		if (documented.isString()) {
			return documented.stringValue().equals(request.body())
					&& "application/x-www-form-urlencoded".equals(request.header("Content-Type"));
		}
		try {
			return documented.equals(Json.plain(JSON.readTree(request.body())));
		}
		catch (JacksonException ex) {
			return false;
		}
	}

	private Reply done(Route route) {
		ObjectNode integration = kept.get();
		Map<String, JsonNode> sets = route.sets();
		if (sets != null && integration != null) {
			sets.forEach(integration::set);
		}
		int status = (route.status() != null) ? route.status() : 200;
		JsonNode answers = route.answers();
		if (answers == null) {
			return new Reply(status, null, "");
		}
		boolean whole = answers.isString() && answers.stringValue().equals("integration");
		return reply(status, (whole && integration != null) ? wrapped(integration) : answers);
	}

	private JsonNode wrapped(JsonNode integration) {
		JsonNode wrapped = integration;
		for (String name : script.wrap().reversed()) {
			ObjectNode around = JSON.createObjectNode();
			around.set(name, wrapped);
			wrapped = around;
		}
		return wrapped;
	}

	private static Reply reply(int status, JsonNode body) {
		return new Reply(status, "application/json", JSON.writeValueAsString(body));
	}

	@Override
	public void clear() {
		kept.set(null);
	}

}
