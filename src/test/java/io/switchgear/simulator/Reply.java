package io.switchgear.simulator;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** What is answered to a request. */
public record Reply(int status, @Nullable String contentType, String body, Map<String, String> headers) {

	Reply(int status, @Nullable String contentType, String body) {
		this(status, contentType, body, Map.of());
	}

	Reply withHeader(String name, String value) {
		Map<String, String> more = new LinkedHashMap<>(headers);
		more.put(name, value);
		return new Reply(status, contentType, body, Map.copyOf(more));
	}

}
