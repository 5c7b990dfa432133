package io.switchgear.replica;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client that follows the events, and goes on where it was on whichever replica it is
 * told to.
 */
final class EventReader implements AutoCloseable {

	private final List<Told> seen = new ArrayList<>();

	private String name = "";

	private @Nullable String id;

	private @Nullable String lastId;

	private @Nullable Stream<String> stream;

	/** Reads until the replica is gone. */
	void follow(Replica replica) throws IOException, InterruptedException {
		// Of an event that was cut off there may be no more than the id.
		id = lastId;
		HttpRequest.Builder request = replica.request("/v1/events");
		if (lastId != null) {
			request.header("Last-Event-ID", lastId);
		}
		HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
		HttpResponse<Stream<String>> response = client.send(request.build(), HttpResponse.BodyHandlers.ofLines());
		if (response.statusCode() != 200) {
			throw new IllegalStateException("No events, but " + response.statusCode());
		}
		Stream<String> lines = response.body();
		this.stream = lines;
		Thread.ofVirtual().name("event-reader").start(() -> read(lines));
	}

	private void read(Stream<String> lines) {
		try {
			lines.forEach(this::read);
		}
		catch (UncheckedIOException ex) {
			// The replica died, or the reader was closed.
		}
	}

	private synchronized void read(String line) {
		if (line.startsWith("id:")) {
			id = line.substring(3).strip();
		}
		else if (line.startsWith("event:")) {
			name = line.substring(6).strip();
		}
		else if (line.startsWith("data:")) {
			seen.add(new Told(name, JsonMapper.shared().readTree(line.substring(5))));
			lastId = id;
		}
	}

	/** Change and state of each event of a change, in the order they came. */
	List<String> seen() {
		return seen("change").stream()
			.map((event) -> event.path("id").asString() + " " + event.path("state").asString())
			.toList();
	}

	/** What the events of that name said, in the order they came. */
	synchronized List<JsonNode> seen(String event) {
		return seen.stream().filter((told) -> told.name().equals(event)).map(Told::data).toList();
	}

	@Override
	public void close() {
		if (stream != null) {
			stream.close();
		}
	}

	private record Told(String name, JsonNode data) {
	}

}
