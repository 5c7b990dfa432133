package io.switchgear.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends single requests to a target. */
final class Caller {

	static final JsonMapper JSON = JsonMapper.builder().build();

	private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final Target target;

	Caller(Target target) {
		this.target = target;
	}

	/** The status of the response, 0 if there was none in time. */
	int status(String method, String path, String body) {
		try {
			return send(method, path, body).statusCode();
		}
		catch (UncheckedIOException _) {
			return 0;
		}
	}

	JsonNode json(String method, String path, String body) {
		HttpResponse<String> response = send(method, path, body);
		if (response.statusCode() >= 300) {
			throw new IllegalStateException(path + ": " + response.statusCode() + " " + response.body());
		}
		return JSON.readTree(response.body());
	}

	HttpResponse<String> send(String method, String path, String body) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(Ports.url(target.port()) + path))
			.timeout(Duration.ofSeconds(15))
			.header("Content-Type", "application/json");
		if (target.database() != null) {
			request.header("Authorization", "Bearer " + target.token());
		}
		else if (path.startsWith("/integrations/v1/")) {
			request.header("Authorization", "Bearer " + Stub.KEY);
		}
		else {
			request.header("api_key", Stub.KEY);
		}
		try {
			return CLIENT.send(request.method(method, BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(method + " " + path + " to " + target.name(), ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
