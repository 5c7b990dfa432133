package io.switchgear.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * One request as it came off the wire; {@code query} is empty where the target had none,
 * and {@code body} where it was never read.
 */
public record Received(String method, String path, String query, Map<String, List<String>> headers, String body,
		Instant at) {

	/** The first value of that header, whatever the case of its name. */
	public @Nullable String header(String name) {
		return headers.entrySet()
			.stream()
			.filter((header) -> header.getKey().equalsIgnoreCase(name))
			.map((header) -> header.getValue().getFirst())
			.findFirst()
			.orElse(null);
	}

}
