package io.switchgear.training;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * The requests of an ordinary day: mostly switches and reads, some lists, a key here and
 * there.
 */
final class TrainingTraffic {

	static final int CALLERS = 8;

	static final long FIRST_ID = 1000;

	private static final Duration ANSWER = Duration.ofSeconds(30);

	private static final int SELDOM = 20;

	private final HttpClient client;

	private final String api;

	private final String token;

	private final LongAdder served = new LongAdder();

	TrainingTraffic(HttpClient client, int port, String token) {
		this.client = client;
		this.api = "http://127.0.0.1:" + port + "/v1";
		this.token = token;
	}

	/** Integrations of Whisk are called that. */
	static String whiskId(long id) {
		return new UUID(0x10004000L, 0x8000000000000000L + id).toString();
	}

	/**
	 * Sends requests for that time, a few at once. A server error is no reason to stop: a
	 * machine that is busy with other things may be too slow for the gateway's timeouts.
	 * @return how many were served
	 * @throws IllegalStateException if one was refused
	 */
	long run(Duration time) throws InterruptedException {
		long end = System.nanoTime() + time.toNanos();
		try (ExecutorService threads = Executors.newFixedThreadPool(CALLERS)) {
			List<Future<?>> callers = new ArrayList<>();
			for (int caller = 0; caller < CALLERS; caller++) {
				long id = FIRST_ID + caller;
				callers.add(threads.submit(() -> {
					call(id, end);
					return null;
				}));
			}
			for (Future<?> caller : callers) {
				caller.get();
			}
			return served.sum();
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex.getCause());
		}
	}

	private void call(long id, long end) throws IOException, InterruptedException {
		for (int turn = 0; System.nanoTime() < end; turn++) {
			String to = (turn % 2 == 0) ? "disable" : "enable";
			String whisk = "/integrations/whisk/" + whiskId(id);
			String rootfi = "/integrations/rootfi/" + id;
			post(whisk + "/" + to, "{\"reason\": \"training\"}", turn % SELDOM == 0);
			get(whisk);
			post(rootfi + "/" + to, "{\"reason\": \"training\"}", false);
			get(rootfi);
			if (turn % SELDOM == 0) {
				get("/integrations?limit=20");
				get(whisk + "/changes?limit=20");
				get("/changes?provider=rootfi&limit=20");
				get("/providers");
				get("/summary");
			}
		}
	}

	/** A batch of all of them that nobody waits for. */
	void startBatch() throws IOException, InterruptedException {
		String items = String.join(", ",
				IntStream.range(0, CALLERS).mapToObj((caller) -> "\"rootfi/" + (FIRST_ID + caller) + "\"").toList());
		post("/batches", "{\"action\": \"disable\", \"reason\": \"training\", \"integrations\": [" + items + "]}",
				false);
	}

	private void get(String path) throws IOException, InterruptedException {
		send(request(path).GET().build());
	}

	private void post(String path, String body, boolean keyed) throws IOException, InterruptedException {
		HttpRequest.Builder request = request(path).header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body));
		if (keyed) {
			request.header("Idempotency-Key", UUID.randomUUID().toString());
		}
		send(request.build());
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(api + path))
			.timeout(ANSWER)
			.header("Authorization", "Bearer " + token);
	}

	private void send(HttpRequest request) throws IOException, InterruptedException {
		HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
		if (answer.statusCode() / 100 == 2) {
			served.increment();
		}
		else if (answer.statusCode() < 500) {
			throw new IllegalStateException(
					"%s %s: %d %s".formatted(request.method(), request.uri(), answer.statusCode(), answer.body()));
		}
	}

}
