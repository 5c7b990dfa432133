package io.switchgear.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came back to a request that was sent as it is, whatever a better client would say.
 */
public record Answer(int status, HttpHeaders headers, String body) {

	private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private static final Duration MAX_WAIT = Duration.ofSeconds(30);

	public static Answer to(HttpRequest.Builder request) {
		try {
			HttpResponse<String> response = HTTP.send(request.timeout(MAX_WAIT).build(),
					HttpResponse.BodyHandlers.ofString());
			return new Answer(response.statusCode(), response.headers(), response.body());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	public @Nullable String header(String name) {
		return headers.firstValue(name).orElse(null);
	}

	public JsonNode json() {
		return JsonMapper.shared().readTree(body);
	}

	/** Whether it is the problem of that code in every respect, not only in its body. */
	public boolean isProblem(String code) {
		if (!"application/problem+json".equals(header("Content-Type"))) {
			return false;
		}
		JsonNode problem = json();
		return problem.path("code").asString().equals(code) && problem.path("status").asInt() == status
				&& problem.path("type").asString().equals("https://switchgear.dev/problems/" + code)
				&& problem.path("requestId").asString().equals(header("X-Request-Id"))
				&& !problem.path("title").asString().isBlank() && !problem.path("detail").asString().isBlank();
	}

}
