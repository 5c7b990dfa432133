package io.switchgear.support;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import io.switchgear.simulator.Journal;
import io.switchgear.simulator.Received;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * What arrived at a provider, as a document to compare whole: all of each request but the
 * headers that HTTP itself needs.
 */
public final class SentRequests {

	private static final Set<String> OF_HTTP_ITSELF = Set.of("host", "content-length", "user-agent");

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(SerializationFeature.INDENT_OUTPUT)
		.enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
		.build();

	private SentRequests() {
	}

	/** One JSON array of requests, in the order they arrived. */
	public static String of(Journal journal) {
		ArrayNode requests = JSON.createArrayNode();
		journal.all().forEach((received) -> requests.add(json(received)));
		return JSON.writeValueAsString(requests).replace("\r\n", "\n") + "\n";
	}

	private static ObjectNode json(Received received) {
		ObjectNode request = JSON.createObjectNode().put("method", received.method()).put("path", received.path());
		if (!received.query().isEmpty()) {
			request.put("query", received.query());
		}
		request.set("headers", JSON.valueToTree(headers(received)));
		if (!received.body().isEmpty()) {
			boolean form = String.valueOf(received.header("Content-Type"))
				.startsWith("application/x-www-form-urlencoded");
			request.set("body", form ? StringNode.valueOf(received.body()) : JSON.readTree(received.body()));
		}
		return request;
	}

	private static SortedMap<String, List<String>> headers(Received received) {
		SortedMap<String, List<String>> headers = new TreeMap<>();
		received.headers().forEach((name, values) -> {
			if (!OF_HTTP_ITSELF.contains(name.toLowerCase(Locale.ROOT))) {
				headers.put(name, values);
			}
		});
		return headers;
	}

}
