package io.switchgear.benchmark;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes HTTP/1.1 as it goes over the wire. */
final class Http {

	private Http() {
	}

	static byte[] response(int status, String json) {
		int length = json.getBytes(StandardCharsets.UTF_8).length;
		return "HTTP/1.1 %d Stub\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
			.formatted(status, length, json)
			.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * A request.
	 * @param json the body, none if empty
	 */
	static byte[] request(String method, String path, Map<String, String> headers, String json) {
		StringBuilder text = new StringBuilder(method).append(' ')
			.append(path)
			.append(" HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n");
		headers.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
		if (!json.isEmpty()) {
			text.append("Content-Type: application/json\r\nContent-Length: ")
				.append(json.getBytes(StandardCharsets.UTF_8).length)
				.append("\r\n");
		}
		return text.append("\r\n").append(json).toString().getBytes(StandardCharsets.UTF_8);
	}

}
