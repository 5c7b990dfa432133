package io.switchgear.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A caller of a simulator, with the same headers on each request. */
record Http(HttpClient client, URI baseUrl, List<String> headers) implements AutoCloseable {

	static Http to(ProviderSimulator simulator, String... headers) {
		return new Http(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), simulator.baseUrl(),
				List.of(headers));
	}

	Http with(String... others) {
		return new Http(client, baseUrl, List.of(others));
	}

	HttpResponse<String> send(String method, String target, String body) throws IOException, InterruptedException {
		return client.send(request(method, target, body), BodyHandlers.ofString());
	}

	/** Returns as soon as the head of the answer is there. */
	HttpResponse<InputStream> open(String method, String target, String body) throws IOException, InterruptedException {
		return client.send(request(method, target, body), BodyHandlers.ofInputStream());
	}

	CompletableFuture<HttpResponse<String>> begin(String method, String target, String body) {
		return client.sendAsync(request(method, target, body), BodyHandlers.ofString());
	}

	private HttpRequest request(String method, String target, String body) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + target))
			.method(method, BodyPublishers.ofString(body));
		if (!headers.isEmpty()) {
			request.headers(headers.toArray(String[]::new));
		}
		return request.build();
	}

	@Override
	public void close() {
		client.shutdownNow();
	}

}
