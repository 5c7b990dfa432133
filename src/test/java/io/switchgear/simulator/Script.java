package io.switchgear.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A simulated provider as data: one integration, and what is answered to which request.
 *
 * @param id of the integration, as the gateway has it
 * @param missing an id that the provider could have but does not
 * @param impossible ids that it cannot have
 * @param secrets what must not be shown, beside the key
 * @param headers that each request must have
 * @param integration what the provider keeps of it
 * @param on what of that is so while it is on
 * @param off what of that is so while it is off
 * @param wrap the members that answers wrap it in
 * @param unauthorized the body of a 401
 * @param unknown the body of a 404
 */
public record Script(String id, String missing, List<String> impossible, List<String> secrets,
		Map<String, String> headers, Map<String, String> settings, ObjectNode integration, Map<String, JsonNode> on,
		Map<String, JsonNode> off, List<String> wrap, JsonNode unauthorized, JsonNode unknown, List<Route> routes) {

	public Script {
		secrets = Objects.requireNonNullElse(secrets, List.of());
		settings = Objects.requireNonNullElse(settings, Map.of());
		wrap = Objects.requireNonNullElse(wrap, List.of());
	}

	/** Reads it from a file of the test resources. */
	public static Script of(String name) {
		try {
			return YAMLMapper.shared()
				.readValue(Files.readString(Path.of("src/test/resources/scripted/" + name + ".yaml")), Script.class);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The HTTP method that switches the integration. */
	public String writeMethod() {
		return routes.stream()
			.filter((route) -> route.sets() != null)
			.map((route) -> route.request().split(" ", -1)[0])
			.findFirst()
			.orElseThrow();
	}

	/**
	 * A request and what becomes of it.
	 *
	 * @param request method and path, with its query
	 * @param takes the body: JSON to be equal to, or a form as text; null if it has none
	 * @param sets the members that it changes
	 * @param answers the body of the answer; the integration if it is {@code integration}
	 * @param open whether it needs none of the headers
	 */
	public record Route(String request, @Nullable JsonNode takes, @Nullable Map<String, JsonNode> sets,
			@Nullable Integer status, @Nullable JsonNode answers, @Nullable Boolean open) {
	}

}
